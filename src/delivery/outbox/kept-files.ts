import { mkdir, open, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diskSource } from "../../client/files/disk-source";
import type { LocalFile } from "../../client/files/local-file";
import { invalidInput } from "../../client/invalid-input";
import type { StoredFileFacts } from "./stored-entry";
import { syncFolder } from "./sync-folder";

/** Which of a message's files. */
export type FileRole = "main" | "thumbnail";

/** Where files wait that are still to be uploaded: their senders may have removed them by then. */
export interface KeptFiles {
  /**
   * Copies a file; it survives a power cut when the promise resolves.
   *
   * @throws what reading it throws; an Error with Node.js's own `code` where it could not be written
   */
  keep(id: string, role: FileRole, file: LocalFile): Promise<void>;
  /** @throws `CHAT_INVALID_INPUT` where it is not there any more */
  restore(id: string, role: FileRole, facts: StoredFileFacts): Promise<LocalFile>;
  /** Removes a message's files; those that cannot be removed now go at the next start. Never rejects. */
  remove(id: string): Promise<void>;
  /** Removes the files of all messages but these. Never rejects. */
  removeOthers(ids: ReadonlySet<string>): Promise<void>;
}

const roles: readonly FileRole[] = ["main", "thumbnail"];

/** @param folder belongs to them alone; made when the first is kept */
export function createKeptFiles(folder: string): KeptFiles {
  const pathOf = (id: string, role: FileRole): string => join(folder, `${id}-${role}`);
  return {
    async keep(id, role, file) {
      const isNew = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
      if (isNew) await syncFolder(dirname(folder));
      const handle = await open(pathOf(id, role), "w", 0o600);
      try {
        for await (const piece of file.read()) await handle.writeFile(piece);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await syncFolder(folder);
    },
    async restore(id, role, facts) {
      const path = role === "main" ? "file" : "thumbnail";
      const reading = await diskSource(pathOf(id, role), path);
      if (!reading.ok) throw invalidInput("send-message", [{ path, ...reading.problem }]);
      return { ...facts, read: reading.value.read };
    },
    async remove(id) {
      await Promise.all(roles.map((role) => removeQuietly(pathOf(id, role))));
    },
    async removeOthers(ids) {
      const names = await readdir(folder).catch(() => []);
      const orphans = names.filter((name) => !ids.has(name.replace(/-\w+$/, "")));
      await Promise.all(orphans.map((name) => removeQuietly(join(folder, name))));
    },
  };
}

function removeQuietly(path: string): Promise<void> {
  return rm(path, { force: true }).catch(() => undefined);
}
