import { open, readdir, rename, rm } from "node:fs/promises";
import { syncFolder } from "../sync-folder";

/** An open file of a log. What fails throws an Error with Node.js's own `code`. */
export interface LogFile {
  size(): Promise<number>;
  /** @returns how many bytes there were; fewer than the buffer takes only at the end of the file */
  read(buffer: Buffer, position: number): Promise<number>;
  /** Writes all, or throws and has perhaps written a part. */
  write(bytes: Buffer, position: number): Promise<void>;
  truncate(bytes: number): Promise<void>;
  /** Its bytes and its size are on the disk when the promise resolves; its name need not be. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What a log asks of a file system; tests give one whose calls fail, and one that forgets what was not synced. */
export interface LogFiles {
  /** `new` makes an empty file, whatever was there. */
  open(path: string, how: "new" | "existing"): Promise<LogFile>;
  list(folder: string): Promise<readonly string[]>;
  rename(from: string, to: string): Promise<void>;
  /** Removing what is not there does no harm. */
  remove(path: string): Promise<void>;
  /** The names in a folder are on the disk when the promise resolves. */
  syncFolder(folder: string): Promise<void>;
}

/** The machine's own file system; files belong to their owner alone. */
export const diskFiles: LogFiles = {
  open: openFile,
  list: (folder) => readdir(folder),
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
};

async function openFile(path: string, how: "new" | "existing"): Promise<LogFile> {
  const handle = await open(path, how === "new" ? "w+" : "r+", 0o600);
  return {
    size: async () => (await handle.stat()).size,
    async read(buffer, position) {
      let done = 0;
      for (let bytes = -1; bytes !== 0 && done < buffer.length; done += bytes) {
        bytes = (await handle.read(buffer, done, buffer.length - done, position + done)).bytesRead;
      }
      return done;
    },
    async write(bytes, position) {
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
      }
    },
    truncate: (bytes) => handle.truncate(bytes),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
