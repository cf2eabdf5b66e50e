import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import http from "node:http";
import { basename } from "node:path";
import { text } from "node:stream/consumers";
import type { Node, NodeAPI, NodeDef } from "node-red";

/** Node.js's own client and nothing else: a file's bytes go from the disk into a request, the form around them by hand. */
export = function register(RED: NodeAPI): void {
  function construct(this: Node, saved: NodeDef & { readonly url: string; readonly token: string }): void {
    RED.nodes.createNode(this, saved);
    const agent = new http.Agent({ keepAlive: true });
    this.on("input", (msg, send, done) => {
      upload(String(msg.payload), saved.url, saved.token, agent).then(
        (answer) => {
          msg.payload = answer;
          send(msg);
          done();
        },
        (error: unknown) => done(error as Error),
      );
    });
    this.on("close", () => agent.destroy());
  }
  RED.nodes.registerType("bench-pipe-upload", construct);
};

const boundary = "--------------------------bench0123456789abcdef";

async function upload(path: string, url: string, token: string, agent: http.Agent): Promise<unknown> {
  const { size } = await stat(path);
  const head = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${basename(path)}"\r\n` +
      "content-type: application/octet-stream\r\n\r\n",
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const headers = {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": head.length + size + tail.length,
      authorization: `Bearer ${token}`,
    };
    const request = http.request(url, { method: "POST", agent, headers }, resolve).on("error", reject);
    request.write(head);
    const file = createReadStream(path, { highWaterMark: 256 * 1024 }).on("error", reject);
    file.pipe(request, { end: false });
    file.on("end", () => request.end(tail));
  });
  const answered: unknown = JSON.parse(await text(answer));
  if (answer.statusCode !== 200) throw new Error(`the upload ended with ${String(answer.statusCode)}`);
  return answered;
}
