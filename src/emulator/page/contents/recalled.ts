import { element } from "../element";
import { icon } from "../icon";
import type { Words } from "../words";

/** What a phone shows of a message that was taken back: that there was one. */
export function recalledContent(words: Words): HTMLElement {
  return element("p", "recalled-line", icon("undo"), words.recalled);
}
