import { createWriteStream } from "node:fs";
import http from "node:http";
import { pipeline } from "node:stream/promises";
import type { Node, NodeAPI, NodeDef } from "node-red";

/** Node.js's own client and nothing else: an answer's bytes go from the network to the disk. */
export = function register(RED: NodeAPI): void {
  function construct(this: Node, saved: NodeDef & { readonly token: string }): void {
    RED.nodes.createNode(this, saved);
    const agent = new http.Agent({ keepAlive: true });
    this.on("input", (msg, send, done) => {
      const { path } = msg as { readonly path?: unknown };
      download(String(msg.payload), saved.token, String(path), agent).then(
        () => {
          msg.payload = { path };
          send(msg);
          done();
        },
        (error: unknown) => done(error as Error),
      );
    });
    this.on("close", () => agent.destroy());
  }
  RED.nodes.registerType("bench-pipe-download", construct);
};

async function download(url: string, token: string, path: string, agent: http.Agent): Promise<void> {
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get(url, { agent, headers: { authorization: `Bearer ${token}` } }, resolve).on("error", reject);
  });
  await pipeline(answer, createWriteStream(path));
}
