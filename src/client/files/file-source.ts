/** Bytes of this side that may become a {@link LocalFile}: of them only the length is known. */
export interface FileSource {
  readonly bytes: number;
  /** As the path or the `data:` URI calls it. */
  readonly filename?: string;
  /** What a `data:` URI says that it is. */
  readonly mimeType?: string;
  /** As of {@link LocalFile}. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** What is read at a time, bytes: 64 KiB, Node.js's own measure, would cost four times as many calls. */
export const pieceBytes = 256 * 1024;
