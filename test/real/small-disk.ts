import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NodeRedProcess } from "./node-red-process";
import { nodeRed4 } from "./runtimes";
import type { Runtime } from "./runtimes";

/** A Node-RED whose outboxes lie on a disk of their own, which holds little and forgets all when the process ends. */
export interface SmallDisk {
  readonly runtime: Runtime;
  /** To be loaded by that Node-RED: what {@link fillDisk} and {@link makeRoom} ask. */
  readonly nodes: Readonly<Record<string, string>>;
  remove(): void;
}

const unshare = ["--user", "--map-root-user", "--mount"];

/** Whether this machine lets a process mount what only it sees: most kinds of Linux do. */
export const hasSmallDisk =
  process.platform === "linux" &&
  spawnSync("unshare", [...unshare, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmpdir()]).status === 0;

/** @param size as `mount` takes it: `4m` */
export function createSmallDisk(size: string): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), "agora-chat-small-disk-"));
  const nodeBinary = join(folder, "node");
  const mount = `mkdir -p ${outboxes} && mount -t tmpfs -o size=${size} tmpfs ${outboxes} && exec "$@"`;
  const command = ["exec unshare", ...unshare, `sh -c '${mount}' sh '${process.execPath}' "$@"`].join(" ");
  writeFileSync(nodeBinary, `#!/bin/sh\n${command}\n`);
  chmodSync(nodeBinary, 0o755);
  return {
    runtime: { ...nodeRed4, nodeBinary },
    nodes: { ballast },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Fills the disk to its last byte. */
export async function fillDisk(nodeRed: NodeRedProcess): Promise<void> {
  const { body } = await nodeRed.request("/ballast/fill", {});
  if ((body as { code?: string }).code !== "ENOSPC") throw new Error(`the disk is not full: ${JSON.stringify(body)}`);
}

export async function makeRoom(nodeRed: NodeRedProcess): Promise<void> {
  await nodeRed.request("/ballast/remove", {});
}

const outboxes = "agora-chat-outbox";

const ballast = `const { closeSync, openSync, rmSync, writeSync } = require("node:fs");
module.exports = (RED) => {
  const path = "${outboxes}/ballast";
  RED.httpAdmin.post("/ballast/fill", (_request, response) => {
    const file = openSync(path, "a");
    let code;
    for (let bytes = 65536; bytes >= 1; ) {
      try {
        writeSync(file, Buffer.alloc(bytes));
      } catch (error) {
        code = error.code;
        bytes /= 2;
      }
    }
    closeSync(file);
    response.json({ code });
  });
  RED.httpAdmin.post("/ballast/remove", (_request, response) => {
    rmSync(path);
    response.json({});
  });
};`;
