import { element } from "./element";
import type { Words } from "./words";

const option = "--callback URL";

/** Says that what is written here calls nobody back, and what to do about it; hidden until it is so. */
export function hearingNote(words: Words): HTMLElement {
  const [before, after] = words.nobodyHears.split("{option}");
  const made = element("p", "hearing-note", before, element("code", "", option), after);
  made.hidden = true;
  return made;
}
