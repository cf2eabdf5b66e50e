import { dirname, sep } from "node:path";
import type { Problem } from "../../src/client/parsing/rule";

/**
 * What keeps a file from being saved, in the words of the catalogues.
 *
 * @param error of the file system
 * @param location a file; a folder where it ends in a separator
 */
export function saveProblem(error: unknown, location: string): Problem {
  const { code } = error as { code?: unknown };
  const reason = typeof code === "string" ? code : "–";
  if (reason !== "ENOENT" && reason !== "ENOTDIR")
    return { problem: "not-writable", params: { found: location, reason } };
  return {
    problem: "folder-missing",
    params: { found: location.endsWith("/") || location.endsWith(sep) ? location : dirname(location) },
  };
}
