import { element, outsideText } from "../element";
import { icon } from "../icon";
import { fileState } from "../file-state";
import type { OwnFile } from "../own-files";
import { webUrl } from "../safe-url";
import type { Words } from "../words";
import { downloadLink } from "./download-link";
import { outsideLink } from "./outside-link";

/** What a content could not show. */
export interface Wanted {
  readonly name: string;
  /** The address in the message. */
  readonly address: string;
  /** Set when this emulator keeps (or kept) it. */
  readonly own: OwnFile | undefined;
  /** What to say when it cannot be shown, and is not known to be gone. */
  readonly title: string;
}

/** Finds out why something could not be shown, and says so: gone from here, or not to be shown by this browser. */
export async function explainUnreachable(wanted: Wanted, words: Words): Promise<HTMLElement> {
  const { own } = wanted;
  return own && (await fileState(own.url)).state === "gone"
    ? goneCard(wanted.name, words)
    : unreachableCard(wanted, words);
}

/** In place of a file that this emulator no longer keeps. */
export function goneCard(name: string, words: Words): HTMLElement {
  return card("gone", icon("fileGone"), words.fileGone, name, element("small", "", words.fileGoneWhy));
}

/** In place of what could not be shown: with the way to try it elsewhere. */
export function unreachableCard({ name, address, own, title }: Wanted, words: Words): HTMLElement {
  const url = webUrl(address);
  const way = own
    ? downloadLink("open", own.url, name, words)
    : url === undefined
      ? outsideText("small", "address", address)
      : outsideLink("address", url, address);
  return card("", icon("broken"), title, name, way);
}

function card(className: string, sign: SVGSVGElement, title: string, name: string, last: HTMLElement): HTMLElement {
  return element(
    "div",
    `card unreachable ${className}`.trim(),
    element("span", "card-sign", sign),
    element("span", "card-text", element("strong", "", title), outsideText("span", "", name), last),
  );
}
