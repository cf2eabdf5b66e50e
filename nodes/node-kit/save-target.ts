import { constants } from "node:fs";
import type { Stats } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { basename, dirname, sep } from "node:path";
import type { Issue } from "../../src/client/issue";
import { isGiven } from "../../src/client/parsing/rule";
import { kindOf } from "../../src/client/parsing/values";
import { saveProblem } from "./save-problem";

/** Where a file is to be saved. */
export interface SaveTarget {
  readonly folder: string;
  /** A file there, replaced where it exists; absent where the file brings its own name, which then is a new one there. */
  readonly filename?: string;
  /** Permissions of the file that is replaced. */
  readonly mode?: number;
}

/**
 * Reads where a file is to be saved: a folder, which exists or ends in a slash, or a file. Looks at what is there, so that
 * nothing is downloaded for a place that cannot take it.
 *
 * @param issues takes what is wrong, for the field `path`
 * @returns `undefined` where there were problems
 */
export async function readSaveTarget(
  value: unknown,
  resolvePath: (path: string) => string,
  issues: Issue[],
): Promise<SaveTarget | undefined> {
  if (!isGiven(value)) issues.push({ path: "path", problem: "required" });
  else if (typeof value !== "string" || /\p{Cc}/u.test(value)) {
    issues.push({ path: "path", problem: "not-text", params: { found: kindOf(value) } });
  } else {
    const location = resolvePath(value);
    try {
      return await targetAt(location, location.endsWith("/") || location.endsWith(sep));
    } catch (error) {
      issues.push({ path: "path", ...saveProblem(error, location) });
    }
  }
  return undefined;
}

async function targetAt(location: string, isFolder: boolean): Promise<SaveTarget> {
  const found = await statOf(location);
  if (found?.isDirectory() === true) {
    await access(location, constants.W_OK);
    return { folder: location };
  }
  if (isFolder) throw systemError("ENOENT");
  // Put in the place of a device, a file would take it away from everybody.
  if (found?.isFile() === false) throw systemError("ENOTSUP");
  // A link stays a link, to the new file.
  const file = found === undefined ? location : await realpath(location);
  const folder = dirname(file);
  // With a separator behind it a file is no folder.
  await access(`${folder}${sep}`, constants.W_OK);
  if (found === undefined) return { folder, filename: basename(file) };
  await access(file, constants.W_OK);
  return { folder, filename: basename(file), mode: found.mode & 0o777 };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function statOf(location: string): Promise<Stats | undefined> {
  try {
    return await stat(location);
  } catch {
    // Whatever the reason, what follows meets it again where it matters.
    return undefined;
  }
}
