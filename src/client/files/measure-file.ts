import type { FileSource } from "./file-source";
import { firstBytes } from "./first-bytes";
import type { LocalFile } from "./local-file";
import { mimeTypeOf } from "./mime-type";
import { pictureSize } from "./picture-size";
import { playingSeconds } from "./playing-seconds";

/** What the bytes tell, and the extension that suits them, without its dot. */
export type MeasuredFacts = Pick<LocalFile, "mimeType" | "width" | "height" | "seconds"> & {
  readonly extension: string;
};

/** The first part of a file is enough to know its kind, and the size of most pictures. */
const headBytes = 256 * 1024;

/**
 * Finds a file's kind in its bytes, the pixels of a picture, and the seconds of sound and film. Files may be damaged, or
 * made to do harm: what cannot be found within bounds is left out.
 *
 * @param name the file's name, or `""`
 * @throws what reading the file throws, nothing else
 */
export async function measureFile(source: FileSource, name: string): Promise<MeasuredFacts> {
  const head = await firstBytes(source.read(), headBytes);
  const kind = await mimeTypeOf(head, source.mimeType, name);
  const size = await pictureSize(kind.mimeType, head, source);
  const seconds = await playingSeconds(kind.mimeType, source, () => performance.now());
  return { ...kind, ...size, ...(seconds === undefined ? {} : { seconds }) };
}
