import type { FileSource } from "./file-source";
import { firstBytes } from "./first-bytes";
import type { LocalFile } from "./local-file";

/** Formats whose size is looked for; the library's readers of others have met files that they never came to an end with. */
const measured: readonly string[] = ["image/png", "image/apng", "image/jpeg", "image/gif", "image/webp"];

/** Cameras put maps of depth and previews before a JPEG's size; more than this nobody has seen there. */
const maxHeadBytes = 1024 * 1024;

/**
 * Finds the pixels of a picture as it is seen: a photo that its Exif data turns by 90 degrees has width and height
 * exchanged.
 *
 * @param head the first part of it
 * @returns nothing where it cannot be found
 */
export async function pictureSize(
  mimeType: string,
  head: Uint8Array,
  source: FileSource,
): Promise<Pick<LocalFile, "width" | "height">> {
  if (!measured.includes(mimeType)) return {};
  const found = await sizeIn(head);
  if (found !== undefined || mimeType !== "image/jpeg" || head.length >= source.bytes) return found ?? {};
  return (await sizeIn(await firstBytes(source.read(), maxHeadBytes))) ?? {};
}

async function sizeIn(head: Uint8Array): Promise<{ readonly width: number; readonly height: number } | undefined> {
  try {
    const { imageSize } = await import("image-size");
    const { width, height, orientation = 1 } = imageSize(head);
    if (!(width > 0 && height > 0)) return undefined;
    return orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}
