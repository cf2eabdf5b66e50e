import { button, element, outsideText } from "../element";
import { numberOf, textOf } from "../fields";
import { fileState } from "../file-state";
import { icon } from "../icon";
import type { Message } from "../message";
import type { OwnFiles } from "../own-files";
import { playAlone } from "../play-alone";
import { fileSize, playingTime } from "../quantities";
import { pictureUrl, webUrl } from "../safe-url";
import { whenVisible } from "../when-visible";
import type { Words } from "../words";
import { pictureElement } from "./picture-element";
import { shapeOf } from "./shape";
import { explainUnreachable, goneCard } from "./unreachable";

/** A film: its thumbnail as poster (or a dark frame without one), a play sign that starts it in its place, length and size. */
export function videoContent(message: Message, words: Words, files: OwnFiles): HTMLElement {
  const { body } = message;
  const name = textOf(body["filename"]) || words.preview.video;
  const address = textOf(body["url"]);
  const own = files(address);
  const source = own?.url ?? webUrl(address);
  const bytes = numberOf(body["file_length"]);
  const sign = button("video-sign", play, icon("play"));
  sign.ariaLabel = `${words.play}: ${name}`;
  sign.disabled = source === undefined;
  const frame = element(
    "div",
    "video",
    sign,
    element("span", "video-length", icon("video"), playingTime(numberOf(body["length"]))),
    bytes === undefined ? undefined : element("span", "video-size", fileSize(bytes)),
  );
  frame.style.setProperty("--ratio", String(shapeOf(body, 16 / 10).ratio));
  // One of the vendor's tables calls it "thumbnail".
  const thumbnail = textOf(body["thumb"]) || textOf(body["thumbnail"]);
  const poster = files(thumbnail)?.url ?? pictureUrl(thumbnail);
  if (poster !== undefined) {
    const image = pictureElement(poster, "");
    image.addEventListener("error", () => image.remove());
    frame.prepend(image);
  }
  const made = element("div", "video-content", frame, outsideText("small", "video-name", name));
  if (own) whenVisible(frame, () => void lookAfter(own.url));
  return made;

  function play(): void {
    const film = element("video", "");
    film.controls = true;
    film.playsInline = true;
    film.poster = poster ?? "";
    film.src = source ?? "";
    film.ariaLabel = name;
    playAlone(film);
    film.addEventListener("error", () => void explain());
    frame.replaceChildren(film);
    film.focus();
    // One that cannot be had says so through its "error" event.
    film.play().catch(() => undefined);
  }

  async function explain(): Promise<void> {
    made.replaceChildren(await explainUnreachable({ name, address, own, title: words.videoUnreachable }, words));
  }

  async function lookAfter(url: string): Promise<void> {
    if ((await fileState(url)).state === "gone") made.replaceChildren(goneCard(name, words));
  }
}
