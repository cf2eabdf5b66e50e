/** A service that does nothing but accept: a process of its own, so that its work is not counted as ours. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { to } = JSON.parse(Buffer.concat(chunks).toString()) as { to: readonly string[] };
    const data = Object.fromEntries(to.map((id) => [id, "1402233445566778899"]));
    const body = JSON.stringify({ path: "/messages/users", timestamp: Date.now(), action: "post", data, duration: 0 });
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
