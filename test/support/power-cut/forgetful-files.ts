import { dirname } from "node:path";
import type { LogFile, LogFiles } from "../../../src/delivery/outbox/log/log-files";

/** What a disk has made of what was not synced when the power went. */
export type Aftermath =
  /** Nothing of it is there: neither bytes nor names. */
  | "forgotten"
  /** The names are as they were last, the bytes are those that were synced. */
  | "names-kept"
  /** Of the bytes any pages are there, in any order; of the names the last. */
  | { readonly pages: () => boolean };

/** A file system in memory that knows what is on its disk and what is not yet. */
export interface ForgetfulFiles extends LogFiles {
  /** How many calls there have been. */
  readonly calls: number;
  /** How many files are open. */
  readonly openFiles: number;
  /** Told of each call before it happens; what it throws is thrown. `false`: a write leaves the half of its bytes. */
  beforeCall: (name: string, place: number) => void;
  /** The same disk after the power was cut. Files that are open now end. */
  cutPower(aftermath: Aftermath): ForgetfulFiles;
  /** The same disk after the process was killed: nothing is lost. */
  kill(): ForgetfulFiles;
  /** A file's bytes, to be looked at or changed. */
  bytesOf(path: string): Buffer;
  setBytes(path: string, bytes: Buffer): void;
  /** The paths of all files. */
  paths(): readonly string[];
}

interface Content {
  bytes: Buffer;
  synced: Buffer;
}

const pageBytes = 64;

/** Creates an empty one. */
export function createForgetfulFiles(
  names = new Map<string, Content>(),
  syncedNames = new Map<string, Content>(),
): ForgetfulFiles {
  let isCut = false;

  async function call<Result>(name: string, run: () => Result): Promise<Result> {
    if (isCut) throw failure("EIO");
    files.beforeCall(name, (calls += 1));
    await Promise.resolve();
    return run();
  }
  let calls = 0;
  let openFiles = 0;

  function openContent(content: Content): LogFile {
    let isOpen = true;
    openFiles += 1;
    return {
      size: () => call("size", () => content.bytes.length),
      read: (buffer, position) => call("read", () => content.bytes.copy(buffer, 0, position)),
      async write(bytes, position) {
        try {
          await call("write", () => write(content, bytes, position));
        } catch (error) {
          // What fails may have done its half.
          write(content, bytes.subarray(0, bytes.length >> 1), position);
          throw error;
        }
      },
      truncate: (bytes) => call("truncate", () => void (content.bytes = content.bytes.subarray(0, bytes))),
      sync: () => call("sync", () => void (content.synced = Buffer.from(content.bytes))),
      close: () =>
        call("close", () => {
          if (isOpen) openFiles -= 1;
          isOpen = false;
        }),
    };
  }

  const files: ForgetfulFiles = {
    get calls() {
      return calls;
    },
    get openFiles() {
      return openFiles;
    },
    beforeCall: () => undefined,
    open: (path, how) =>
      call("open", () => {
        const existing = names.get(path);
        if (how === "existing" && existing === undefined) throw failure("ENOENT");
        const content = existing ?? { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) };
        if (how === "new") content.bytes = Buffer.alloc(0);
        names.set(path, content);
        return openContent(content);
      }),
    list: (folder) =>
      call("list", () =>
        [...names.keys()].filter((path) => dirname(path) === folder).map((path) => path.slice(folder.length + 1)),
      ),
    rename: (from, to) =>
      call("rename", () => {
        const content = names.get(from);
        if (content === undefined) throw failure("ENOENT");
        names.delete(from);
        names.set(to, content);
      }),
    remove: (path) => call("remove", () => void names.delete(path)),
    syncFolder: () =>
      call("syncFolder", () => {
        syncedNames.clear();
        for (const [path, content] of names) syncedNames.set(path, content);
      }),
    cutPower(aftermath) {
      isCut = true;
      const left = aftermath === "forgotten" ? syncedNames : names;
      const after = [...left].map(([path, content]) => [path, leftOf(content, aftermath)] as const);
      return createForgetfulFiles(new Map(after), new Map(after));
    },
    kill() {
      isCut = true;
      return createForgetfulFiles(new Map(names), new Map(syncedNames));
    },
    bytesOf: (path) => names.get(path)?.bytes ?? Buffer.alloc(0),
    setBytes: (path, bytes) => void names.set(path, { bytes, synced: Buffer.from(bytes) }),
    paths: () => [...names.keys()],
  };
  return files;
}

/** An error as Node.js's file system throws it. */
export function failure(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}

function write(content: Content, bytes: Buffer, position: number): void {
  const next = Buffer.alloc(Math.max(content.bytes.length, position + bytes.length));
  content.bytes.copy(next);
  bytes.copy(next, position);
  content.bytes = next;
}

function leftOf({ bytes, synced }: Content, aftermath: Aftermath): Content {
  if (typeof aftermath === "string") return { bytes: Buffer.from(synced), synced };
  // Pages that were not written are zero where the file has grown.
  const size = aftermath.pages() ? bytes.length : Math.max(synced.length, Math.floor(bytes.length / 2));
  const left = Buffer.alloc(size);
  for (let at = 0; at < size; at += pageBytes) {
    const source = aftermath.pages() ? bytes : synced;
    source.subarray(at, at + pageBytes).copy(left, at);
  }
  return { bytes: left, synced: Buffer.from(left) };
}
