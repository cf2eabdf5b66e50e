import { connect } from "node:net";
import type { Socket } from "node:net";

/** Where to, and how many at once. */
export interface PostTarget {
  readonly port: number;
  readonly connections: number;
}

/**
 * Posts whole requests over connections that are kept, the next on each when the last was answered. Bare sockets, so that
 * whoever measures takes little of the processor himself.
 *
 * @param onAnswer called for each, with its status and how long it took
 * @throws where a connection breaks
 */
export async function postRequests(
  requests: readonly Buffer[],
  { port, connections }: PostTarget,
  onAnswer: (status: number, milliseconds: number) => void,
): Promise<void> {
  let next = 0;
  const converse = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentAt = 0;
      let answered = "";
      const send = (): void => {
        const request = requests[next];
        next += 1;
        if (request === undefined) {
          resolve();
          return;
        }
        sentAt = performance.now();
        socket.write(request);
      };
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("Node-RED has closed a connection")));
      socket.on("data", (chunk: string) => {
        answered += chunk;
        if (!isWhole(answered)) return;
        onAnswer(Number(answered.slice(9, 12)), performance.now() - sentAt);
        answered = "";
        send();
      });
      send();
    });

  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  try {
    await Promise.all(sockets.map(converse));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Whether an answer with a `content-length` is all there. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(answer)?.[1] ?? 0);
  return answer.length >= end + 4 + length;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    // One byte is one character then, as in the length.
    socket.setEncoding("latin1").once("error", reject);
  });
}
