/** A file's kind, and the extension that suits it, without its dot. */
export interface FileKind {
  readonly mimeType: string;
  readonly extension: string;
}

/** Wrappings for many kinds: what is in them, a name tells better. */
const wrappings: readonly string[] = ["application/zip", "application/xml", "application/x-cfb", "application/gzip"];

/**
 * Finds a file's kind: in its bytes, else by what it is said to be, else by its name. A picture, sound or film that its
 * bytes do not show is none, whatever its name says.
 *
 * @param head the first part of it
 * @param stated what a `data:` URI says
 * @param name the file's name, or `""`
 */
export async function mimeTypeOf(head: Uint8Array, stated: string | undefined, name: string): Promise<FileKind> {
  const { default: mime } = await import("mime/lite");
  const { fileTypeFromBuffer, supportedMimeTypes } = await import("file-type");
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  // Without parameters: `audio/ogg; codecs=opus`.
  const detected = found?.mime.split(";")[0]?.trim();
  const hint = stated ?? mime.getType(name) ?? undefined;
  const isShown = (type: string): boolean => /^(image|audio|video|font)\//.test(type) && supportedMimeTypes.has(type);
  const believed = hint === undefined || isShown(hint) ? undefined : hint;
  if (found === undefined || detected === undefined) {
    const mimeType = believed ?? textTypeOf(head) ?? "application/octet-stream";
    return { mimeType, extension: mime.getExtension(mimeType) ?? "bin" };
  }
  if (believed !== undefined && wrappings.includes(detected)) {
    return { mimeType: believed, extension: mime.getExtension(believed) ?? found.ext };
  }
  // The same wrapping holds sound alone, too, and only who made it knows.
  const isSoundAlone = hint !== undefined && hint === detected.replace("video/", "audio/");
  return { mimeType: isSoundAlone ? hint : detected, extension: found.ext };
}

/**
 * UTF-8 without zeros; the last character may have been cut. A web page is told apart: it comes in place of a picture
 * where a camera wants somebody to sign in.
 */
function textTypeOf(head: Uint8Array): string | undefined {
  const beginning = head.subarray(0, 16 * 1024);
  if (beginning.includes(0)) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(beginning, { stream: true });
    return /^\s{0,100}<(!doctype html|html)\b/i.test(text) ? "text/html" : "text/plain";
  } catch {
    return undefined;
  }
}
