import { element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { fileState } from "../file-state";
import { icon } from "../icon";
import type { Message } from "../message";
import type { OwnFiles } from "../own-files";
import { fileSize } from "../quantities";
import { webUrl } from "../safe-url";
import { whenVisible } from "../when-visible";
import type { Words } from "../words";
import { outsideLink } from "./outside-link";
import { goneCard } from "./unreachable";

/** A file: its kind by the end of its name, its name, its size, a link. */
export function fileContent(message: Message, words: Words, files: OwnFiles): HTMLElement {
  const name = textOf(message.body["filename"]) || words.preview.file;
  const address = textOf(message.body["url"]);
  const own = files(address);
  const url = webUrl(address);
  const bytes = numberOf(message.body["file_length"]);
  const ending = /\.([\p{Letter}\p{Number}]{1,4})$/u.exec(name)?.[1]?.toUpperCase();
  const size = element("span", "", bytes === undefined ? "" : fileSize(bytes));
  const sign = element("span", "card-sign file-sign", icon("file"), element("b", "", ending ?? ""));
  const parts = (way: HTMLElement): readonly HTMLElement[] => [
    sign,
    element("span", "card-text", outsideText("strong", "", name), size, way),
  ];

  if (own) {
    const link = element("a", "card", ...parts(element("span", "open", words.download, icon("download"))));
    link.href = own.url;
    link.download = name;
    whenVisible(link, () => void lookAfter(link, own.url));
    return link;
  }
  if (url === undefined) return element("div", "card", ...parts(outsideText("small", "address", address)));
  return outsideLink("card", url, ...parts(element("span", "open", words.open, icon("external"))));

  async function lookAfter(link: HTMLElement, ownUrl: string): Promise<void> {
    const found = await fileState(ownUrl);
    if (found.state === "gone") link.replaceWith(goneCard(name, words));
    // Senders need not say how large a file is.
    else if (found.state === "here" && found.bytes !== undefined) size.textContent = fileSize(found.bytes);
  }
}
