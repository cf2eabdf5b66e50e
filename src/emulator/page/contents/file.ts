import { element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { icon } from "../icon";
import type { Message } from "../message";
import { fileSize } from "../quantities";
import { webUrl } from "../safe-url";
import type { Words } from "../words";
import { outsideLink } from "./outside-link";

/** A file: its kind by the end of its name, its name, its size, a link. */
export function fileContent(message: Message, words: Words): HTMLElement {
  const name = textOf(message.body["filename"]) || words.preview.file;
  const address = textOf(message.body["url"]);
  const url = webUrl(address);
  const bytes = numberOf(message.body["file_length"]);
  const ending = /\.([\p{Letter}\p{Number}]{1,4})$/u.exec(name)?.[1]?.toUpperCase();
  const parts = [
    element("span", "card-sign file-sign", icon("file"), element("b", "", ending ?? "")),
    element(
      "span",
      "card-text",
      outsideText("strong", "", name),
      bytes === undefined ? undefined : element("span", "", fileSize(bytes)),
      url === undefined
        ? outsideText("small", "address", address)
        : element("span", "open", words.open, icon("external")),
    ),
  ];
  return url === undefined ? element("div", "card", ...parts) : outsideLink("card", url, ...parts);
}
