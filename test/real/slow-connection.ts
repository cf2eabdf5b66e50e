import { connect } from "node:net";

/** A connection that says how much it will send, and then sends a byte now and then. */
export interface SlowConnection {
  /** How long Node-RED left it open, milliseconds; `undefined`: it still does. */
  readonly endedAfterMs: () => number | undefined;
  /** The status of the answer, if there was one. */
  readonly status: () => number | undefined;
  readonly end: () => void;
}

/** Opens one. @param origin of the server, `http://127.0.0.1:1880` */
export function openSlowConnection(origin: string, path: string): SlowConnection {
  const openedAt = Date.now();
  let endedAt: number | undefined;
  let answer = "";
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) }, () => {
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{`,
    );
  });
  const dripping = setInterval(() => socket.write(" "), 300);
  socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
  // Whoever is cut off in the middle of writing hears it as an error.
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearInterval(dripping);
    endedAt = Date.now();
  });
  return {
    endedAfterMs: () => (endedAt === undefined ? undefined : endedAt - openedAt),
    status: () => (answer === "" ? undefined : Number(answer.slice(9, 12))),
    end: () => socket.destroy(),
  };
}
