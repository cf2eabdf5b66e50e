import { element, outsideText } from "../element";
import { fieldsOf, numberOf, textOf } from "../fields";
import { icon } from "../icon";
import type { Message } from "../message";
import { pictureUrl, webUrl } from "../safe-url";
import type { Words } from "../words";
import { outsideLink } from "./outside-link";
import { pictureElement } from "./picture-element";

/** A picture in the shape that was sent along, so that nothing moves when it has loaded. */
export function pictureContent(message: Message, words: Words): HTMLElement {
  const { body } = message;
  const name = textOf(body["filename"]) || words.preview.img;
  const address = textOf(body["url"]);
  const source = pictureUrl(address);
  if (source === undefined) return unreachablePicture(name, address, words);

  const image = pictureElement(source, name);
  const size = fieldsOf(body["size"]);
  const url = webUrl(address);
  const frame = url === undefined ? element("span", "picture", image) : outsideLink("picture", url, image);
  frame.style.setProperty("--ratio", String(ratio(numberOf(size["width"]), numberOf(size["height"]))));
  image.addEventListener("load", () => frame.classList.add("loaded"));
  image.addEventListener("error", () => frame.replaceWith(unreachablePicture(name, address, words)));
  return frame;
}

/** Width by height, kept between what a phone shows of very wide and very tall pictures. */
function ratio(width: number | undefined, height: number | undefined): number {
  const value = width !== undefined && height !== undefined && width > 0 && height > 0 ? width / height : 4 / 3;
  return Math.min(Math.max(value, 0.6), 2.4);
}

function unreachablePicture(name: string, address: string, words: Words): HTMLElement {
  const url = webUrl(address);
  return element(
    "div",
    "card unreachable",
    element("span", "card-sign", icon("broken")),
    element(
      "span",
      "card-text",
      element("strong", "", words.pictureUnreachable),
      outsideText("span", "", name),
      url === undefined ? outsideText("small", "address", address) : outsideLink("address", url, address),
    ),
  );
}
