/** Thumbnails: pictures above 10 KB scaled to fit the size that the upload asked for; everything else as it was uploaded. */
import type { EmulatorFile } from "./files";

/** What is served as a thumbnail. */
export interface Thumbnail {
  readonly content: Buffer;
  readonly mimeType: string;
}

/** Makes thumbnails and remembers them. */
export interface Thumbnails {
  /** Never rejects: what cannot be scaled is served as it was uploaded. */
  readonly of: (file: EmulatorFile) => Promise<Thumbnail>;
}

/** Pictures up to this size are their own thumbnail. */
const smallBytes = 10_240;
/** A picture that says it is larger than this many pixels is not unpacked. */
const mostPixels = 100_000_000;

const scalable = ["image/png", "image/jpeg", "image/gif"] as const;

/** Thumbnails live as long as their files. */
export function createThumbnails(): Thumbnails {
  const made = new WeakMap<EmulatorFile, Promise<Thumbnail>>();
  return {
    of(file) {
      const known = made.get(file) ?? scaled(file).catch(() => file);
      made.set(file, known);
      return known;
    },
  };
}

async function scaled(file: EmulatorFile): Promise<Thumbnail> {
  if (file.bytes <= smallBytes) return file;
  const { imageSize } = await import("image-size");
  const { width, height, type } = imageSize(file.content);
  const mimeType = scalable.find((known) => known === `image/${type === "jpg" ? "jpeg" : type}`);
  if (mimeType === undefined || width * height > mostPixels) return file;

  const { Picture } = await import("./picture");
  const picture = await Picture.fromBuffer(file.content);
  const most = file.thumbnailSize;
  if (picture.width <= most.width && picture.height <= most.height) return file;
  const scale = Math.min(most.width / picture.width, most.height / picture.height);
  const pixels = (length: number): number => Math.max(1, Math.round(length * scale));
  picture.resize({ w: pixels(picture.width), h: pixels(picture.height) });
  // At full quality a thumbnail may take more bytes than its picture.
  const content =
    mimeType === "image/jpeg" ? picture.getBuffer(mimeType, { quality: 80 }) : picture.getBuffer(mimeType);
  return { content: await content, mimeType };
}
