import { bad, good } from "../parsing/rule";
import type { Reading } from "../parsing/rule";
import { tooLarge } from "./file-limit";

/** What a base64 `data:` URI holds. */
export interface DataUri {
  readonly content: Buffer;
  /** Without parameters, lower-case. */
  readonly mimeType?: string;
  /** Of its `name` parameter. */
  readonly filename?: string;
}

/** Type and parameters stand before the data; where they are longer than this, it is no `data:` URI. */
const maxHeadLength = 2048;

/** Reads a `data:` URI (RFC 2397) whose data is base64, in the plain alphabet or in that of addresses. */
export function readDataUri(uri: string): Reading<DataUri> {
  const comma = uri.slice(0, maxHeadLength).indexOf(",");
  const [type = "", ...parameters] = uri.slice("data:".length, Math.max(comma, 0)).split(";");
  const marker = parameters.pop()?.trim().toLowerCase();
  if (comma === -1 || marker !== "base64") return bad("file-not-base64");
  const data = plainBase64(uri.slice(comma + 1));
  if (data === undefined) return bad("file-not-base64");
  const problem = tooLarge(Math.floor((data.length * 3) / 4));
  if (problem !== undefined) return { ok: false, problem };
  const mimeType = type.trim().toLowerCase();
  const filename = nameIn(parameters);
  return good({
    content: Buffer.from(data, "base64"),
    ...(/^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? { mimeType } : {}),
    ...(filename === undefined ? {} : { filename }),
  });
}

/** Without what is allowed between and behind its characters; `undefined` where it is none. */
function plainBase64(text: string): string | undefined {
  const data = withoutPadding(unescaped(text)?.replace(/\s+/g, ""));
  return data !== undefined && /^[\w+/-]*$/.test(data) && data.length % 4 !== 1 ? data : undefined;
}

/** Not by an expression: over a long run of padding that is not at the end, it would take minutes. */
function withoutPadding(text: string | undefined): string | undefined {
  let end = text?.length ?? 0;
  while (text?.[end - 1] === "=") end -= 1;
  return text?.slice(0, end);
}

function nameIn(parameters: readonly string[]): string | undefined {
  const named = parameters.map((parameter) => /^\s*(?:file)?name=(.+)$/i.exec(parameter)?.[1]);
  const name = named.find((value) => value !== undefined)?.replace(/^"(.*)"$/, "$1");
  return name === undefined ? undefined : (unescaped(name) ?? name);
}

function unescaped(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
