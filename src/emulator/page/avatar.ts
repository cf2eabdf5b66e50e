/** A round sign for a user, group or room: its initials on a colour that belongs to its id. */
import { element } from "./element";
import type { ChatType } from "./message";
import { seedOf } from "./seed";

/** Without the yellows, on which white letters are hard to read. */
const hues = [2, 18, 32, 135, 155, 172, 190, 205, 220, 240, 262, 284, 310, 338];

/** @param chatType Groups and rooms get squarer shapes. */
export function avatar(chatType: ChatType, id: string): HTMLElement {
  const made = element("span", `avatar ${chatType}`, initials(id));
  made.ariaHidden = "true";
  takeHue(made, id);
  return made;
}

/** Sets `--hue`, which the style sheet makes colours of. */
export function takeHue(colored: HTMLElement, id: string): void {
  colored.style.setProperty("--hue", String(hues[seedOf(id) % hues.length] ?? 0));
}

/** "greenhouse-north" is GN, "alice" A, "王小明" 王, "184524748161025" 25 (long numbers begin alike). */
function initials(id: string): string {
  if (/^\d+$/.test(id)) return id.slice(-2);
  const words = id.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word !== "");
  const letters = words.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0x23).toUpperCase());
  return letters.slice(0, 2).join("") || "#";
}
