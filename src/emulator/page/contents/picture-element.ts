import { element } from "../element";

/** An image that tells its server nothing about this page. */
export function pictureElement(source: string, name: string): HTMLImageElement {
  const image = element("img", "");
  image.alt = name;
  image.decoding = "async";
  image.loading = "lazy";
  image.referrerPolicy = "no-referrer";
  image.src = source;
  return image;
}
