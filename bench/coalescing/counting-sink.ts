/** A service that accepts everything, within the limits or not, and says how many requests it had and when the first came. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

let requests = 0;
let firstAt = 0;

const server = createServer((request, response) => {
  // As fine as the storm's own clock.
  const arrivedAt = performance.timeOrigin + performance.now();
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/count") {
      response.end(JSON.stringify({ requests, firstAt }));
      [requests, firstAt] = [0, 0];
      return;
    }
    if (requests === 0) firstAt = arrivedAt;
    requests += 1;
    const { to } = JSON.parse(Buffer.concat(chunks).toString()) as { to: readonly string[] };
    // An id that tells whose it is, so that a receipt of somebody else is noticed.
    const data = Object.fromEntries(to.map((id) => [id, `id of ${id}`]));
    const body = JSON.stringify({ path: "/messages/users", timestamp: arrivedAt, action: "post", data, duration: 0 });
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
