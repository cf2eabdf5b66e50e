/** A file of this side, ready to be uploaded: its facts are known, its bytes are read when they are needed. */
export interface LocalFile {
  /** Without folders; safe in a header. */
  readonly filename: string;
  readonly bytes: number;
  /** Found in its bytes, else by its name; `application/octet-stream` where neither tells. */
  readonly mimeType: string;
  /** Pixels, of pictures. */
  readonly width?: number;
  readonly height?: number;
  /** Of sound and film; with fractions. */
  readonly seconds?: number;
  /**
   * Its bytes from the first to the last, in pieces of 256 KiB at most; may be asked for again for another try.
   *
   * The iteration throws `CHAT_INVALID_INPUT` where the file is no longer the one that was looked at.
   */
  readonly read: () => AsyncIterable<Uint8Array>;
}
