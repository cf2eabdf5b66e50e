import { element } from "../element";
import { icon } from "../icon";
import type { Words } from "../words";

/** A link that saves one of the emulator's own files under its name. */
export function downloadLink(className: string, url: string, name: string, words: Words): HTMLAnchorElement {
  const link = element("a", className, words.download, icon("download"));
  link.href = url;
  link.download = name;
  return link;
}
