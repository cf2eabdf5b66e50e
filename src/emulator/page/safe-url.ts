/** Which addresses out of a message may become a link, a picture's or a sound's source. */

/** An absolute http or https URL, or `undefined`. */
export function webUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url.href : undefined;
}

/** As `webUrl`, and pictures written out as `data:image/…` (a script inside an SVG does not run in an `img`). */
export function pictureUrl(text: string): string | undefined {
  return /^data:image\//i.test(text) ? text : webUrl(text);
}
