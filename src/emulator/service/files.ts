/** The files that were uploaded, in memory and nowhere else. */

/** One uploaded file. */
export interface EmulatorFile {
  readonly uuid: string;
  /** As the upload named it, in any script. */
  readonly filename: string;
  readonly content: Buffer;
  /** How long the content is. */
  readonly bytes: number;
  /** As the upload named it. */
  readonly mimeType: string;
  /** Whether a download needs the secret. */
  readonly restricted: boolean;
  /** 48 characters; `null` where access is not restricted. */
  readonly secret: string | null;
  /** What the upload asked for; without a wish 170 by 170. The thumbnail is made to fit in. */
  readonly thumbnailSize: ThumbnailSize;
  /** Epoch milliseconds by the emulator's clock. */
  readonly uploadedAt: number;
}

/** The size that a thumbnail may have at most, in pixels. */
export interface ThumbnailSize {
  readonly width: number;
  readonly height: number;
}

/** The files of one app. */
export interface Files {
  readonly add: (file: EmulatorFile) => void;
  /** `undefined`: never there, deleted, or dropped because too many came after it. An expired one is still found. */
  readonly find: (uuid: string) => EmulatorFile | undefined;
  readonly isExpired: (file: EmulatorFile) => boolean;
  readonly delete: (uuid: string) => void;
  /** Oldest first, expired ones too. */
  readonly list: () => readonly EmulatorFile[];
  readonly clear: () => void;
}

/** How files are kept. */
export interface FilesOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a file is served. */
  readonly retentionMs: number;
  /** Beyond so much in total the oldest are dropped; default 512 MiB. */
  readonly mostBytes?: number;
}

/** Makes an empty store. */
export function createFiles({ now, retentionMs, mostBytes = 536_870_912 }: FilesOptions): Files {
  const kept = new Map<string, EmulatorFile>();
  let total = 0;

  function drop(file: EmulatorFile): void {
    if (kept.delete(file.uuid)) total -= file.bytes;
  }

  return {
    add(file) {
      kept.set(file.uuid, file);
      total += file.bytes;
      for (const oldest of kept.values()) {
        if (total <= mostBytes || oldest === file) break;
        drop(oldest);
      }
    },
    find: (uuid) => kept.get(uuid),
    isExpired: ({ uploadedAt }) => now() - uploadedAt >= retentionMs,
    delete(uuid) {
      const file = kept.get(uuid);
      if (file) drop(file);
    },
    list: () => [...kept.values()],
    clear() {
      kept.clear();
      total = 0;
    },
  };
}
