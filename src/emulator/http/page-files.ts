/** The emulator's page from a folder: a fixed set of names, so that no path leads out of it. */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { textAnswer, type Answer } from "./answer";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html;charset=UTF-8",
  ".js": "text/javascript;charset=UTF-8",
  ".css": "text/css;charset=UTF-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".wav": "audio/wav",
  ".mp4": "video/mp4",
  ".webm": "video/webm",
  ".pdf": "application/pdf",
  ".txt": "text/plain;charset=UTF-8",
};

/** Where in the page's folder the file for a path lies; `undefined`: the path is none of the page's. */
export function pageFile(path: string): string | undefined {
  if (path === "/") return "index.html";
  if (path === "/page.js" || path === "/page.css" || path === "/favicon.ico") return path.slice(1);
  const sample = /^\/samples\/([A-Za-z0-9_-][A-Za-z0-9._-]*)$/.exec(path)?.[1];
  return sample === undefined ? undefined : join("samples", sample);
}

/** The file's content, or a friendly 404. */
export async function readPageFile(folder: string, file: string): Promise<Answer> {
  try {
    const body = await readFile(join(folder, file));
    const type = contentTypes[extname(file)] ?? "application/octet-stream";
    const headers = { "content-type": type, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
    return { status: 200, headers, body };
  } catch {
    return file === "index.html"
      ? textAnswer(404, "The chat service is running, but its page is not built yet. Run: npm run build")
      : textAnswer(404, "There is no such file here.");
  }
}
