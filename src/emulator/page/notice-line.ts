import { element } from "./element";
import { icon } from "./icon";
import { isolated } from "./isolated";
import type { Deletion } from "./message";
import type { Words } from "./words";

/** One line in the middle of the log that tells of a deletion. */
export function noticeLine(deletion: Deletion, words: Words): HTMLElement {
  return element("p", "notice", element("span", "", icon("bin"), deletionText(deletion, words)));
}

/** A deletion as a sentence. */
export function deletionText({ user, channel, type }: Deletion, words: Words): string {
  return words.deleted[type](isolated(user), isolated(channel));
}
