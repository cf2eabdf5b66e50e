import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { NodeAPI } from "node-red";

/** Names that every file system takes as they are: others differ in case only, or mean a device on some. */
const safeName = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[0-9a-z][0-9a-z-]{0,63}$/;

/**
 * Where an app's messages wait on the disk: a folder of its own below Node-RED's user directory, named after the config
 * node. An id that is no safe name (a flow may be written by hand) stands there as a digest.
 */
export function outboxFolder(RED: NodeAPI, nodeId: string): string {
  const { userDir } = RED.settings as { readonly userDir?: unknown };
  const name = safeName.test(nodeId) ? nodeId : `id_${createHash("sha256").update(nodeId).digest("hex").slice(0, 32)}`;
  return join(resolve(typeof userDir === "string" ? userDir : ""), "agora-chat-outbox", name);
}
