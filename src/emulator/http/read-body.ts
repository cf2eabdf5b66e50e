/** Reads a request's body up to a bound. */
import type { IncomingMessage } from "node:http";

/** More than any JSON endpoint takes; beyond it nothing is kept. */
const keptBytes = 1_048_576;
/** A caller that still sends after so much is cut off. */
const discardedBytes = 16_777_216;

/** The body, or its beginning. Rejects when the caller goes away before the end. */
export function readBody(request: IncomingMessage): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
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
      if (bytes > discardedBytes) request.socket.destroy();
    });
    request.on("end", () => resolve({ bytes: Buffer.concat(chunks), isCut: false }));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("The caller went away."));
    });
  });
}
