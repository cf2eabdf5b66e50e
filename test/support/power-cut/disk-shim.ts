import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";

/** Stands between a process and its disk, to cut the power and to let it fail. */
export interface DiskShim {
  /** What the process is to have in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The disk fails as long as this file exists. */
  readonly faultFile: string;
  /** Makes the folder what it is after a power cut: every file holds what it held when it was last synced. */
  cutPower(): Promise<void>;
  /** Says that all is on the disk that another process has written there. */
  acceptAll(): Promise<void>;
}

/** Whether this machine can do it: Linux with a compiler. */
export const hasDiskShim = process.platform === "linux" && spawnSync("cc", ["--version"]).status === 0;

/**
 * @param folder whose disk it is
 * @param temporary where its own files go; not below the folder
 */
export async function createDiskShim(folder: string, temporary: string): Promise<DiskShim> {
  const library = join(temporary, "disk-shim.so");
  const shadow = join(temporary, "shadow");
  const faultFile = join(temporary, "fault");
  const source = join(__dirname, "disk-shim.c");
  execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], { stdio: "inherit" });
  await mkdir(shadow);
  const shadowOf = async (path: string): Promise<string> => join(shadow, String((await stat(path)).ino));
  return {
    environment: {
      LD_PRELOAD: library,
      CUT_FOLDER: folder,
      CUT_SHADOW: shadow,
      CUT_FAULT: faultFile,
      // The shim does not see calls that go another way.
      UV_USE_IO_URING: "0",
    },
    faultFile,
    async cutPower() {
      for (const path of await filesBelow(folder)) {
        const kept = await shadowOf(path);
        await truncate(path);
        if (existsSync(kept)) await copyFile(kept, path);
      }
    },
    async acceptAll() {
      await rm(shadow, { recursive: true });
      await mkdir(shadow);
      for (const path of await filesBelow(folder)) await copyFile(path, await shadowOf(path));
    },
  };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
