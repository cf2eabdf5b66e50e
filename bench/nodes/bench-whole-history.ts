import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { Node, NodeAPI, NodeDef } from "node-red";
import { openHistory } from "./open-history";

/** History as one would read it at first: the whole file in memory, unpacked at once, each line parsed, sent on in lists. */
export = function register(RED: NodeAPI): void {
  function construct(this: Node, saved: NodeDef & { readonly url: string; readonly batchSize: number }): void {
    RED.nodes.createNode(this, saved);
    this.on("input", (msg, send, done) => {
      readWhole(saved.url, String(msg.payload)).then(
        (records) => {
          const count = Math.ceil(records.length / saved.batchSize);
          for (let index = 0; index < count; index += 1) {
            const payload = records.slice(index * saved.batchSize, (index + 1) * saved.batchSize);
            const parts = { id: msg._msgid, type: "array", len: saved.batchSize, index, count };
            send({ ...msg, payload, parts });
          }
          send({ ...msg, payload: { messages: records.length } });
          done();
        },
        (error: unknown) => done(error as Error),
      );
    });
  }
  RED.nodes.registerType("bench-whole-history", construct);
};

async function readWhole(url: string, hour: string): Promise<readonly unknown[]> {
  const bytes = gunzipSync(await buffer(await openHistory(url, hour)));
  const records: unknown[] = [];
  // Line by line out of the bytes: as one text of 200 MB with a `split` it takes as long, and more memory.
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf("\n", start);
    const end = found === -1 ? bytes.length : found;
    if (end > start) records.push(JSON.parse(bytes.toString("utf8", start, end)));
    start = end + 1;
  }
  return records;
}
