/** What may be shown of a picture. */
export type PictureSource =
  /** It is in the address itself: nothing is asked of anybody. */
  | { readonly kind: "inside"; readonly src: string }
  /** Elsewhere: loading it tells that host that somebody looks, so it waits for a click. */
  | { readonly kind: "elsewhere"; readonly src: string; readonly host: string }
  /** Not to be seen from a browser. */
  | { readonly kind: "none" };

/** Only kinds that are pixels and nothing else. */
const pictureData = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif)(?:;[^,]*)?;base64,/i;

/** What a browser may show of a picture's address. */
export function pictureSource(address: string): PictureSource {
  const text = address.trim();
  if (pictureData.test(text)) return { kind: "inside", src: text };
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return { kind: "none" };
  const { host, href, username, password } = new URL(text);
  // An address with a password in it is none that a browser should open by itself.
  return username === "" && password === "" ? { kind: "elsewhere", src: href, host } : { kind: "none" };
}
