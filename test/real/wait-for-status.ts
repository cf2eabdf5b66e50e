import { WebSocket } from "ws";

/** What the editor draws below a node. */
export interface Status {
  readonly fill?: string;
  readonly shape?: string;
  readonly text?: string;
}

/**
 * Waits until the editor would draw a node's status like that: what it is told when it opens, and from then on.
 *
 * @returns the whole status
 * @throws after three seconds, with the last one
 */
export async function waitForStatus(url: string, nodeId: string, wanted: Status): Promise<Status> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/comms`);
  let last: Status | undefined;
  try {
    return await new Promise<Status>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the status stays ${JSON.stringify(last)}`)), 3000);
      socket.once("error", reject);
      socket.once("open", () => socket.send(JSON.stringify({ subscribe: "status/#" })));
      socket.on("message", (data: Buffer) => {
        const heard: unknown = JSON.parse(data.toString());
        for (const { topic, data: status } of (Array.isArray(heard) ? heard : [heard]) as readonly Heard[]) {
          if (topic !== `status/${nodeId}`) continue;
          last = status;
          if (status.fill !== wanted.fill || status.shape !== wanted.shape) continue;
          clearTimeout(timer);
          resolve(status);
        }
      });
    });
  } finally {
    socket.terminate();
  }
}

interface Heard {
  readonly topic: string;
  readonly data: Status;
}
