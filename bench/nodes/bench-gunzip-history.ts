import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Node, NodeAPI, NodeDef } from "node-red";
import { openHistory } from "./open-history";

/** History unpacked to a file, with what Node.js has and without a look at it. */
export = function register(RED: NodeAPI): void {
  function construct(this: Node, saved: NodeDef & { readonly url: string }): void {
    RED.nodes.createNode(this, saved);
    this.on("input", (msg, send, done) => {
      const { path } = msg as { readonly path?: unknown };
      unpack(saved.url, String(msg.payload), String(path)).then(
        () => {
          msg.payload = { path };
          send(msg);
          done();
        },
        (error: unknown) => done(error as Error),
      );
    });
  }
  RED.nodes.registerType("bench-gunzip-history", construct);
};

async function unpack(url: string, hour: string, path: string): Promise<void> {
  await pipeline(await openHistory(url, hour), createGunzip({ chunkSize: 64 * 1024 }), createWriteStream(path));
}
