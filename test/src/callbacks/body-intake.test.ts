import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import should from "should";
import { createBodyIntake, leaveUnread } from "../../../src/callbacks/body-intake";
import { systemClock } from "../../../src/client/clock";

type Asked = IncomingMessage & { _body?: unknown; body?: unknown };

describe("the intake of bodies", () => {
  let server: Server | undefined;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
  });

  /** What is read of a body, after something was done with its request. */
  async function read(
    body: string | Buffer<ArrayBuffer>,
    prepare: (request: Asked) => unknown = () => undefined,
  ): Promise<unknown> {
    const intake = createBodyIntake(systemClock);
    const answer = (request: Asked, response: ServerResponse): void =>
      intake.read(request, (reading) => response.end(JSON.stringify(reading)));
    server = createServer((request: Asked, response) => {
      Promise.resolve(prepare(request)).then(
        () => answer(request, response),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
    return response.json();
  }

  it("parses JSON", async () => {
    should(await read('{"text":"签 hello"}')).eql({ body: { text: "签 hello" } });
  });

  it("puts characters together that came in pieces", async () => {
    const text = "签".repeat(100_000);
    should(await read(JSON.stringify({ text }))).eql({ body: { text } });
  });

  for (const [name, body] of Object.entries({ nothing: "", "no JSON": "{", bytes: Buffer.from([0, 255, 254]) })) {
    it(`gives undefined for ${name}`, async () => {
      should(await read(body)).eql({});
    });
  }

  const most = JSON.stringify({ text: "x".repeat(1_048_576 - '{"text":""}'.length) });

  it("takes 1 MB", async () => {
    should(await read(most)).have.property("body");
  });

  it("takes not a byte more", async () => {
    should(await read(`${most} `)).eql({ fault: "too-large" });
  });

  it("takes what a parser made of it", async () => {
    const parsed = { made: "elsewhere" };
    should(await read('{"text":"x"}', (request) => Object.assign(request, { _body: true, body: parsed }))).eql({
      body: parsed,
    });
  });

  it("reads itself what was left for it", async () => {
    should(await read('{"text":"x"}', leaveUnread)).eql({ body: { text: "x" } });
  });

  it("takes what somebody read who did not ask", async () => {
    const body = await read('{"text":"x"}', async (request) => {
      leaveUnread(request);
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      Object.assign(request, { body: Buffer.concat(chunks) });
    });
    should(body).eql({ body: { text: "x" } });
  });

  it("reads what a parser of other kinds left alone", async () => {
    should(await read('{"text":"x"}', (request) => Object.assign(request, { body: {} }))).eql({ body: { text: "x" } });
  });
});
