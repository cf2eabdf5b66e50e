import { connect } from "node:net";
import type { Socket } from "node:net";
import should from "should";
import { useFastClock } from "../../support/fast-clock";
import { until } from "../../support/node-flow";
import { receiveFlow, signed, useReceive } from "./use-receive";

describe("the receive node, and connections that send slowly", () => {
  const { load, post, port, heard } = useReceive();
  let sockets: Socket[] = [];
  afterEach(() => {
    sockets.forEach((socket) => socket.destroy());
    sockets = [];
  });

  /** One that says how much it will send, and then sends little of it. */
  function slow(headers: string): { socket: Socket; received: () => string; closed: () => boolean } {
    let text = "";
    let closed = false;
    const socket = connect(port(), "127.0.0.1", () => {
      socket.write(`POST /chat HTTP/1.1\r\nhost: here\r\n${headers}\r\n\r\n`);
    });
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => (closed = true));
    sockets.push(socket);
    return { socket, received: () => text, closed: () => closed };
  }

  it("holds no more than its bound of all together, and answers others", async () => {
    await load(receiveFlow());
    const many = Array.from({ length: 40 }, () => slow("content-length: 1048576"));
    await until(() => many.every(({ socket }) => !socket.connecting));
    many.forEach(({ socket }) => socket.write("x".repeat(1_040_000)));
    const refused = (): number => many.filter(({ received }) => received().startsWith("HTTP/1.1 503")).length;
    await until(() => refused() >= 8);
    should((await post(signed())).status).equal(200);
    should(refused()).equal(8);
  });

  describe("for too long", () => {
    useFastClock();

    it("ends a hundred of them, and answers others meanwhile", async () => {
      await load(receiveFlow());
      const hundred = Array.from({ length: 100 }, () => slow("content-length: 1000"));
      const dripping = setInterval(() => hundred.forEach(({ socket }) => socket.write(" ")), 20);
      try {
        await until(() => hundred.every(({ socket }) => !socket.connecting));
        should((await post(signed())).status).equal(200);
        await until(() => heard().length === 1);
        await until(() => hundred.every(({ closed }) => closed()));
        should(hundred.every(({ received }) => received().startsWith("HTTP/1.1 408"))).be.true();
      } finally {
        clearInterval(dripping);
      }
      should((await post(signed())).status).equal(200);
    });

    it("ends one that goes on sending what has been refused", async () => {
      await load(receiveFlow());
      const { received, closed } = slow("content-length: 5000000");
      await until(() => received().startsWith("HTTP/1.1 413"));
      await until(closed);
    });

    it("refuses a body in pieces that turns out too large", async () => {
      await load(receiveFlow());
      const { socket, received } = slow("transfer-encoding: chunked");
      await until(() => !socket.connecting);
      const piece = "x".repeat(65_536);
      for (let sent = 0; sent < 20; sent += 1) socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      await until(() => received().startsWith("HTTP/1.1 413"));
    });

    it("forgets one whose sender goes away", async () => {
      await load(receiveFlow());
      const { socket } = slow("content-length: 1000");
      await until(() => !socket.connecting);
      socket.destroy();
      should((await post(signed())).status).equal(200);
    });
  });
});
