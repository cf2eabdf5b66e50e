import type { Stats } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { appendHours } from "./append-hours";
import { hourFiles } from "./hour-files";
import type { HourTarget } from "./hour-target";
import { pathProblem, writing } from "./path-problem";

/**
 * Finds out what a path stands for, before anything is read of the service: a folder that is there, or a file in one. A
 * path that ends in a separator can only be a folder.
 *
 * @throws `CHAT_INVALID_INPUT`: `folder-missing`, `not-writable`
 */
export async function findTarget(path: string): Promise<HourTarget> {
  const whole = resolve(path);
  const found = await statOf(whole);
  if (found?.isDirectory() === true) {
    await writing(whole, () => access(whole, constants.W_OK | constants.X_OK));
    return hourFiles(whole);
  }
  if (/[\\/]$/.test(path)) throw pathProblem("folder-missing", { found: whole });
  if (found === undefined) {
    const folder = dirname(whole);
    if ((await statOf(folder))?.isDirectory() !== true) throw pathProblem("folder-missing", { found: folder });
    await writing(whole, () => access(folder, constants.W_OK | constants.X_OK));
    return appendHours(whole);
  }
  if (!found.isFile()) throw pathProblem("not-writable", { found: whole, reason: "EINVAL" });
  await writing(whole, () => access(whole, constants.R_OK | constants.W_OK));
  return appendHours(whole);
}

/** @returns `undefined` where nothing has this path */
function statOf(path: string): Promise<Stats | undefined> {
  return writing(path, () =>
    stat(path).catch((error: unknown) => {
      const { code } = error as { readonly code?: unknown };
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw error;
    }),
  );
}
