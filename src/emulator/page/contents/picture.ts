import { button } from "../element";
import { textOf } from "../fields";
import { icon } from "../icon";
import { openLightbox } from "../lightbox";
import type { Message } from "../message";
import type { OwnFile, OwnFiles } from "../own-files";
import { pictureUrl, webUrl } from "../safe-url";
import type { Words } from "../words";
import { downloadLink } from "./download-link";
import { outsideLink } from "./outside-link";
import { pictureElement } from "./picture-element";
import { shapeOf } from "./shape";
import { explainUnreachable, unreachableCard } from "./unreachable";

/** A picture's thumbnail (or the picture) in the shape that was sent along; pressed, it shows the whole picture. */
export function pictureContent(message: Message, words: Words, files: OwnFiles): HTMLElement {
  const { body } = message;
  const name = textOf(body["filename"]) || words.preview.img;
  const address = textOf(body["url"]);
  const own = files(address);
  const whole = own?.url ?? pictureUrl(address);
  const wanted = { name, address, own, title: words.pictureUnreachable };
  if (whole === undefined) return unreachableCard(wanted, words);

  const image = pictureElement(own?.thumbnailUrl ?? whole, name);
  const frame = button(
    "picture",
    () => {
      const link = linkTo(own, name, address, words);
      const unreachable = (): Promise<HTMLElement> => explainUnreachable(wanted, words);
      openLightbox({ source: whole, preview: image, name, link, unreachable }, words);
    },
    image,
  );
  frame.ariaLabel = `${words.enlarge}: ${name}`;
  const { ratio, width } = shapeOf(body, 4 / 3);
  frame.style.setProperty("--ratio", String(ratio));
  if (width !== undefined) frame.style.setProperty("--width", `${width}px`);
  image.addEventListener("load", () => frame.classList.add("loaded"));
  image.addEventListener("error", () => void explainUnreachable(wanted, words).then((card) => frame.replaceWith(card)));
  return frame;
}

function linkTo(own: OwnFile | undefined, name: string, address: string, words: Words): HTMLAnchorElement | undefined {
  if (own) return downloadLink("lightbox-link", own.url, name, words);
  const url = webUrl(address);
  return url === undefined ? undefined : outsideLink("lightbox-link", url, words.open, icon("external"));
}
