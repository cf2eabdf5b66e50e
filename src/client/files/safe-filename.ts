import { suffixedFilename } from "./suffixed-filename";

/** Controls, line ends of other alphabets, and what turns the direction of writing, so that `gpj.exe` reads as `exe.jpg`. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What Windows takes in no name; a colon there even leads into another stream of a file. */
const forbidden = /[<>:"|?*]/g;

/** Devices in every folder of Windows, whatever their extension. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i;

/**
 * Makes of a name that may come from anywhere one that stays in its folder, on every system, and that is safe in a
 * header: without folders of either kind of slash, without control characters, at most 255 bytes with its extension
 * kept, and never hidden, because a `.profile` put into the right folder is run.
 *
 * @param fallback the name where nothing else is left of it
 */
export function safeFilename(name: string, fallback: string): string {
  // Cut at once, and in the end again: what follows takes long over thousands of dots.
  const last = suffixedFilename(name.split(/[/\\]/).pop() ?? "", "");
  // Halves of characters, which no file system keeps, become a mark of their own on the way through UTF-8.
  const visible = Buffer.from(last.replace(invisible, "")).toString();
  const trimmed = visible.replace(forbidden, "_").replace(/^\s+|[\s.]+$/g, "");
  if (/^[.\s_]*$/.test(trimmed)) return fallback;
  const shown = trimmed.replace(/^\.+/, "_");
  return suffixedFilename(reserved.test(shown) ? `_${shown}` : shown, "");
}
