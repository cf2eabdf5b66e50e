/**
 * A service that allows so many calls in any second, counted when they arrive, and refuses the others with 429: a process
 * of its own. Started with four numbers: the least and the most milliseconds of the way there, and of the way back.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const limit = 100;
const windowMs = 1_000;
const [inLeast = 0, inMost = 0, outLeast = 0, outMost = 0] = process.argv.slice(2).map(Number);

let accepted: number[] = [];
let countedFrom = Infinity;
let acceptedSince = 0;
let refusedSince = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/count-from-now") {
      [acceptedSince, refusedSince, countedFrom] = [0, 0, Date.now()];
      response.end("{}");
    } else if (request.url === "/count") {
      response.end(JSON.stringify({ accepted: acceptedSince, refused: refusedSince, ms: Date.now() - countedFrom }));
    } else {
      const { to } = JSON.parse(Buffer.concat(chunks).toString()) as { to: readonly string[] };
      later(inLeast, inMost, () => {
        const isAccepted = arrive();
        later(outLeast, outMost, () => {
          const data = Object.fromEntries(to.map((id) => [id, "1402233445566778899"]));
          const body = isAccepted
            ? { path: "/messages/users", timestamp: Date.now(), action: "post", data, duration: 0 }
            : { error: "reach_limit", error_description: "This request has reached api limit" };
          response.writeHead(isAccepted ? 200 : 429, { "content-type": "application/json" });
          response.end(JSON.stringify(body));
        });
      });
    }
  });
});

function arrive(): boolean {
  const now = performance.now();
  accepted = accepted.filter((at) => at > now - windowMs);
  const isAccepted = accepted.length < limit;
  if (isAccepted) accepted.push(now);
  if (isAccepted) acceptedSince += 1;
  else refusedSince += 1;
  return isAccepted;
}

/** Equal chance for every delay between the two, so that calls overtake each other. */
function later(leastMs: number, mostMs: number, run: () => void): void {
  const delayMs = leastMs + Math.random() * (mostMs - leastMs);
  if (mostMs === 0) run();
  else setTimeout(run, delayMs);
}

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
