import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The top of this checkout. */
export const root = join(__dirname, "..", "..");

const made = new Set(["node_modules", "dist", ".git", ".cache", ".demo"]);

/** The files below a folder of the checkout, what is made or installed left out; slashes, relative to the top, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !made.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

/** The text of a file of the checkout. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** A JSON file of the checkout. */
export function jsonOf(path: string): unknown {
  return JSON.parse(textOf(path)) as unknown;
}
