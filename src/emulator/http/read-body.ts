/** Reads a request's body up to a bound. */
import type { IncomingMessage } from "node:http";

/** More than any JSON endpoint takes. */
const usualBytes = 1_048_576;
/** A caller that still sends so much later is cut off. */
const discardedBytes = 67_108_864;

/** The body, or its first `keptBytes` (about). Rejects when the caller goes away before the end. */
export function readBody(
  request: IncomingMessage,
  keptBytes = usualBytes,
): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= keptBytes) {
        chunks.push(chunk);
        return;
      }
      // What is left is read and thrown away, so that the caller gets to see the answer.
      resolve({ bytes: Buffer.concat(chunks), isCut: true });
      chunks.length = 0;
      if (bytes > keptBytes + discardedBytes) request.socket.destroy();
    });
    request.on("end", () => resolve({ bytes: Buffer.concat(chunks), isCut: false }));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("The caller went away."));
    });
  });
}
