import { isAbsolute, join, resolve } from "node:path";
import type { NodeAPI } from "node-red";

/**
 * Reads a path as Node-RED's own file nodes do: a relative one begins at the setting `fileWorkingDirectory`, or where
 * Node-RED was started. A separator at its end stays: it says that the path is a folder.
 */
export function resolveFlowPath(RED: NodeAPI, path: string): string {
  if (isAbsolute(path)) return path;
  const { fileWorkingDirectory } = RED.settings as { readonly fileWorkingDirectory?: unknown };
  return join(resolve(typeof fileWorkingDirectory === "string" ? fileWorkingDirectory : ""), path);
}
