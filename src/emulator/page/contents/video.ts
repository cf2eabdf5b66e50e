import { element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { icon } from "../icon";
import type { Message } from "../message";
import { fileSize, playingTime } from "../quantities";
import { pictureUrl, webUrl } from "../safe-url";
import type { Words } from "../words";
import { outsideLink } from "./outside-link";
import { pictureElement } from "./picture-element";

/** A video: its thumbnail (or a dark frame without one), a play sign that opens it, length and size. */
export function videoContent(message: Message, words: Words): HTMLElement {
  const { body } = message;
  const name = textOf(body["filename"]) || words.preview.video;
  const url = webUrl(textOf(body["url"]));
  const bytes = numberOf(body["file_length"]);
  const seconds = numberOf(body["length"]);
  const parts = [
    element("span", "video-sign", icon("play")),
    element("span", "video-length", icon("video"), playingTime(seconds)),
    bytes === undefined ? undefined : element("span", "video-size", fileSize(bytes)),
  ].filter((part) => part !== undefined);

  const frame = url === undefined ? element("span", "video", ...parts) : outsideLink("video", url, ...parts);
  frame.ariaLabel = `${words.open}: ${name}`;
  // One of the vendor's tables calls it "thumbnail".
  const thumbnail = pictureUrl(textOf(body["thumb"]) || textOf(body["thumbnail"]));
  if (thumbnail !== undefined) {
    const image = pictureElement(thumbnail, "");
    image.addEventListener("error", () => image.remove());
    frame.prepend(image);
  }
  return element("div", "video-content", frame, outsideText("small", "video-name", name));
}
