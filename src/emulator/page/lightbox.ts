/** A picture as large as the window allows, in front of everything. Escape, the cross or a press beside it closes it. */
import { pictureElement } from "./contents/picture-element";
import { button, element, outsideText } from "./element";
import { icon } from "./icon";
import type { Words } from "./words";

/** What to show. */
export interface LightboxPicture {
  readonly source: string;
  /** What has loaded already and stands in until the whole picture has: usually its thumbnail. */
  readonly preview: HTMLImageElement;
  readonly name: string;
  /** Takes the picture out of the page; `undefined` when it has no address. */
  readonly link: HTMLAnchorElement | undefined;
  /** Stands in the picture's place when it cannot be had. */
  readonly unreachable: () => Promise<HTMLElement>;
}

/** Opens it; the keyboard returns to where it was when it is closed. */
export function openLightbox({ source, preview, name, link, unreachable }: LightboxPicture, words: Words): void {
  const facts = element("span", "lightbox-facts");
  const close = button("lightbox-button", () => dialog.close(), icon("cross"));
  close.ariaLabel = words.close;
  close.title = words.close;
  close.autofocus = true;
  const before = pictureElement(preview.currentSrc, "");
  const whole = pictureElement(source, name);
  const frame = element("div", "lightbox-frame", before, whole);
  const dialog = element(
    "dialog",
    "lightbox",
    element("header", "lightbox-header", outsideText("strong", "", name), facts, link, close),
    frame,
  );
  dialog.ariaLabel = name;

  takeShape(preview);
  whole.addEventListener("load", () => {
    takeShape(whole);
    frame.style.setProperty("--width", `${whole.naturalWidth}px`);
    facts.textContent = `${whole.naturalWidth} × ${whole.naturalHeight}`;
    frame.classList.add("loaded");
  });
  whole.addEventListener("error", () => void unreachable().then((card) => frame.replaceWith(card)));
  dialog.addEventListener("click", ({ target }) => {
    if (target instanceof Element && !target.closest("img, a, button, .card")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  function takeShape({ naturalWidth, naturalHeight }: HTMLImageElement): void {
    // Some drawings have no size of their own.
    if (naturalWidth > 0 && naturalHeight > 0) frame.style.setProperty("--ratio", String(naturalWidth / naturalHeight));
  }
}
