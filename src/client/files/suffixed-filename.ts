import { extname } from "node:path";

/** The longest name that file systems commonly take, bytes of UTF-8. */
const maxBytes = 255;

/** What is longer is no extension but a name with a dot in it. */
const maxExtensionBytes = 32;

/**
 * Puts something behind a file's name and before its extension: `leaf.png` becomes `leaf (2).png`. The name itself is cut
 * where the whole would be longer than 255 bytes; the extension stays.
 */
export function suffixedFilename(name: string, suffix: string): string {
  const found = extname(name);
  const extension = Buffer.byteLength(found) <= maxExtensionBytes ? found : "";
  const stem = name.slice(0, name.length - extension.length);
  return `${cut(stem, maxBytes - Buffer.byteLength(suffix + extension))}${suffix}${extension}`;
}

/** By whole characters: half of one would be a name that no file system gives back as it was. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = "";
  let left = bytes;
  for (const character of text) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
