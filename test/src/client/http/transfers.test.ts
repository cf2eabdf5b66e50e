import { once, setMaxListeners } from "node:events";
import http from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import net from "node:net";
import type { AddressInfo, Socket } from "node:net";
import busboy from "busboy";
import should from "should";
import type { Call, Receive } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import { systemClock } from "../../../../src/client/clock";
import type { LocalFile } from "../../../../src/client/files/local-file";
import { createHttpTransport } from "../../../../src/client/http/http-transport";
import type { Transport, TransportOptions } from "../../../../src/client/http/http-transport";
import { createFakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../use-client";

const opened: Transport[] = [];
const servers: http.Server[] = [];
const bytesServers: net.Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const transport of opened.splice(0)) transport.close();
  for (const socket of sockets) socket.destroy();
  await Promise.all(
    [...servers.splice(0), ...bytesServers.splice(0)].map((server) => new Promise((resolve) => server.close(resolve))),
  );
});

async function serve(answer: RequestListener): Promise<string> {
  const server = http.createServer(answer);
  servers.push(server);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that reads no HTTP at all. */
async function serveBytes(onSocket: (socket: Socket) => void): Promise<{ readonly url: string }> {
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  bytesServers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function transport(baseUrl: string, options: Partial<TransportOptions> = {}): Transport {
  const made = createHttpTransport({
    baseUrl,
    appKey: { orgName: "farmco", appName: "greenhouse" },
    timeoutMs: 15_000,
    clock: systemClock,
    proxyFor: () => false,
    ...options,
  });
  opened.push(made);
  return made;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A file of so many pieces, and how often it was opened and closed. */
function pieces(count: number, piece = Buffer.alloc(65_536, "x"), fault?: Error) {
  const seen = { opened: 0, closed: 0 };
  const file: LocalFile = {
    filename: 'leaf 🌱 "x".png',
    bytes: count * piece.length,
    mimeType: "image/png",
    async *read() {
      seen.opened += 1;
      try {
        for (let index = 0; index < count; index += 1) {
          if (fault !== undefined && index === Math.floor(count / 2)) throw fault;
          yield piece;
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        seen.closed += 1;
      }
    },
  };
  return { file, seen };
}

const upload: Call = { operation: "upload-file", method: "POST", path: "chatfiles", signedIn: true, repeatable: true };

interface Form {
  readonly fields: Record<string, string>;
  /** The name of the field that holds the file. */
  fileField?: string;
  filename?: string;
  mimeType?: string;
  content?: Buffer;
}

/** What a form holds, read by a library that the palette does not use. */
async function formOf(request: IncomingMessage): Promise<Form> {
  const form: Form = { fields: {} };
  const parser = busboy({ headers: request.headers, defParamCharset: "utf8" });
  parser.on("field", (name, value) => (form.fields[name] = value));
  parser.on("file", (fileField, stream, info) => {
    const chunks: Buffer[] = [];
    Object.assign(form, { fileField, filename: info.filename, mimeType: info.mimeType });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => (form.content = Buffer.concat(chunks)));
  });
  request.pipe(parser);
  await once(parser, "close");
  return form;
}

describe("a form", () => {
  it("arrives whole, with its length announced and its name as it is", async () => {
    let length: string | undefined;
    let received: Form | undefined;
    const url = await serve((request, response) => {
      length = request.headers["content-length"];
      void formOf(request).then((form) => {
        received = form;
        response.end("{}");
      });
    });
    const { file, seen } = pieces(5);
    const fields = { "thumbnail-width": "80" };
    const answer = await transport(url).send({ ...upload, form: { file, fields } }, context);
    should(answer.status).equal(200);
    should(Number(length)).be.above(file.bytes);
    should(received?.fields).eql(fields);
    should(received?.fileField).equal("file");
    should(received?.mimeType).equal("image/png");
    should(received?.content?.length).equal(file.bytes);
    // The one sign that a quoted name cannot hold is written as browsers write it.
    should(decodeURIComponent(received?.filename ?? "")).equal(file.filename);
    should(seen).eql({ opened: 1, closed: 1 });
  });

  it("is read anew for another try", async () => {
    const url = await serve((request, response) => void formOf(request).then(() => response.end("{}")));
    const { file, seen } = pieces(2);
    const { send } = transport(url);
    for (let index = 0; index < 3; index += 1) await send({ ...upload, form: { file, fields: {} } }, context);
    should(seen).eql({ opened: 3, closed: 3 });
  });

  it("may take longer than the time-out, as long as it moves", async () => {
    const clock = createFakeClock();
    const url = await serve((request, response) => void formOf(request).then(() => response.end("{}")));
    const { file } = pieces(20);
    const slow: LocalFile = {
      ...file,
      async *read() {
        for await (const piece of file.read()) {
          await clock.advance(9_000);
          yield piece;
        }
      },
    };
    const { send } = transport(url, { clock, timeoutMs: 10_000 });
    should((await send({ ...upload, form: { file: slow, fields: {} } }, context)).status).equal(200);
    should(clock.pending).equal(0);
  });

  it("fails when no answer follows it", async () => {
    const clock = createFakeClock();
    let whole = false;
    const url = await serve((request) => void formOf(request).then(() => (whole = true)));
    const { file, seen } = pieces(2);
    const { send } = transport(url, { clock, timeoutMs: 10_000 });
    const failure = failureOf(send({ ...upload, form: { file, fields: {} } }, context));
    await until(() => whole);
    await clock.advance(10_000);
    should(await failure).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown", error: "ETIMEDOUT" } });
    should(seen.closed).equal(1);
  });

  it("says what is wrong with its file, and gives the connection up", async () => {
    const url = await serve((request) => request.resume());
    const issues = [{ path: "file", problem: "file-changed" }] as const;
    const fault = new ChatError("CHAT_INVALID_INPUT", { operation: "upload-file", outcome: "not-sent", issues });
    const { file, seen } = pieces(10, undefined, fault);
    const failure = await failureOf(transport(url).send({ ...upload, form: { file, fields: {} } }, context));
    should(failure).equal(fault);
    should(seen.closed).equal(1);
    await until(() => sockets.size === 0);
  });

  it("is not sent to its end after it was refused", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(413, { "content-type": "application/json" }).end('{"error":"too large"}');
    });
    const { file, seen } = pieces(1_000);
    const answer = await transport(url).send({ ...upload, form: { file, fields: {} } }, context);
    should(answer).match({ status: 413, body: { error: "too large" } });
    await until(() => seen.closed === 1 && sockets.size === 0);
  });

  it("gives the connection up where it was refused, and nobody reads on", async () => {
    const answer = "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 2\r\n\r\n{}";
    const { url } = await serveBytes((socket) => socket.once("data", () => void socket.pause().write(answer)));
    const { file, seen } = pieces(1_000);
    should(await transport(url).send({ ...upload, form: { file, fields: {} } }, context)).match({ status: 413 });
    // Only who reads on hears that the other end is gone.
    for (const socket of sockets) socket.resume();
    await until(() => seen.closed === 1 && sockets.size === 0);
  });

  it("leaves the connection to the next one where all of it went out", async () => {
    let connections = 0;
    const url = await serve((request, response) => void request.resume().once("end", () => response.end("{}")));
    servers.at(-1)?.on("connection", () => (connections += 1));
    const { send } = transport(url);
    for (let index = 0; index < 3; index += 1)
      await send({ ...upload, form: { file: pieces(2).file, fields: {} } }, context);
    should(connections).equal(1);
  });

  it("ends at once, and closes its file, when nobody waits any more", async () => {
    const stop = new AbortController();
    const url = await serve((request) => request.once("data", () => stop.abort()));
    const { file, seen } = pieces(1_000);
    const failure = await failureOf(
      transport(url).send({ ...upload, form: { file, fields: {} } }, { signal: stop.signal }),
    );
    should(failure).match({ code: "CHAT_STOPPED", details: { outcome: "unknown" } });
    await until(() => seen.closed === 1 && sockets.size === 0);
  });
});

const download: Call = {
  operation: "download-file",
  method: "GET",
  path: "chatfiles/1",
  signedIn: true,
  repeatable: true,
};

/** Keeps what it gets. */
function keeping(): { readonly receive: Receive; readonly text: () => string } {
  const chunks: Uint8Array[] = [];
  return {
    async receive(content) {
      for await (const chunk of content) chunks.push(chunk);
    },
    text: () => Buffer.concat(chunks).toString(),
  };
}

describe("the bytes of an answer", () => {
  it("come as they are, and the connection serves the next call", async () => {
    let connections = 0;
    const url = await serve((request, response) => {
      should(request.headers["accept-encoding"]).equal("identity");
      response.writeHead(200, { "content-type": "image/png", "content-encoding": "gzip" }).end("not really packed");
    });
    servers[0]?.on("connection", () => (connections += 1));
    const { send } = transport(url);
    for (let index = 0; index < 3; index += 1) {
      const { receive, text } = keeping();
      const answer = await send({ ...download, receive }, context);
      should(answer).match({ status: 200, body: undefined, headers: { "content-type": "image/png" } });
      should(text()).equal("not really packed");
    }
    should(connections).equal(1);
  });

  it("are read as words where the service refuses", async () => {
    const url = await serve((_request, response) => response.writeHead(404).end('{"error":"entity_not_found"}'));
    const { receive, text } = keeping();
    const answer = await transport(url).send({ ...download, receive }, context);
    should(answer).match({ status: 404, body: { error: "entity_not_found" } });
    const several = await serve((_request, response) => response.writeHead(300).end('{"error":"choose"}'));
    should(await transport(several).send({ ...download, receive }, context)).match({ body: { error: "choose" } });
    should(text()).equal("");
  });

  it("are read as words whatever pieces they come in, and no further than anybody could say so much", async () => {
    const url = await serve((request, response) => {
      response.writeHead(404);
      if (request.url?.endsWith("short") === true) {
        response.write('{"error":', () => setTimeout(() => response.end('"entity_not_found"}'), 10));
        return;
      }
      const writeOn = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536, "x"), writeOn);
      };
      writeOn();
    });
    const { send } = transport(url);
    const { receive, text } = keeping();
    const short = await send({ ...download, path: "chatfiles/short", receive }, context);
    should(short).match({ status: 404, body: { error: "entity_not_found" } });
    should(await send({ ...download, receive }, context)).match({ status: 404, body: undefined });
    should(text()).equal("");
    await until(() => sockets.size === 0);
  });

  it("may be asked for again where they break off", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => response.destroy());
    });
    let thrown: unknown;
    const receive: Receive = async (content) => {
      try {
        for await (const piece of content) should(piece).not.be.empty();
      } catch (error) {
        thrown = error;
        throw error;
      }
    };
    const failure = await failureOf(transport(url).send({ ...download, receive }, context));
    should(failure).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown", status: 200 } });
    should(thrown).equal(failure);
  });

  it("fail when nothing comes for the time of the time-out, however much came before", async () => {
    const clock = createFakeClock();
    const url = await serve((_request, response) => response.writeHead(200).write("a"));
    let got = false;
    const receive: Receive = async (content) => {
      for await (const piece of content) got ||= piece.length > 0;
    };
    const failure = failureOf(transport(url, { clock, timeoutMs: 10_000 }).send({ ...download, receive }, context));
    await until(() => got);
    await clock.advance(10_000);
    should(await failure).match({ code: "CHAT_NO_ANSWER", details: { error: "ETIMEDOUT" } });
  });

  it("wait for whoever takes them", async () => {
    const clock = createFakeClock();
    const url = await serve((_request, response) => {
      response.write("a");
      setTimeout(() => response.end("b"), 20);
    });
    let text = "";
    const receive: Receive = async (content) => {
      for await (const chunk of content) {
        await clock.advance(60_000);
        text += Buffer.from(chunk).toString();
      }
    };
    await transport(url, { clock, timeoutMs: 10_000 }).send({ ...download, receive }, context);
    should(text).equal("ab");
    should(clock.pending).equal(0);
  });

  it("end with the receiver's own error, and give the connection up", async () => {
    const url = await serve((_request, response) => response.writeHead(200).write(Buffer.alloc(65_536)));
    const own = new ChatError("CHAT_INVALID_INPUT", { operation: "download-file", outcome: "not-sent" });
    for (const [thrown, expected] of [
      [own, own],
      [new TypeError("a defect"), { code: "CHAT_BAD_ANSWER", details: { outcome: "sent" } }],
    ] as const) {
      const receive: Receive = async (content) => {
        for await (const piece of content) throw piece.length > 0 ? thrown : new Error("empty");
      };
      should(await failureOf(transport(url).send({ ...download, receive }, context))).match(expected);
    }
    await until(() => sockets.size === 0);
  });

  it("end at once when nobody waits any more", async () => {
    const stop = new AbortController();
    const url = await serve((_request, response) => response.writeHead(200).write("a"));
    const receive: Receive = async (content) => {
      for await (const piece of content) if (piece.length > 0) stop.abort();
    };
    const failure = await failureOf(transport(url).send({ ...download, receive }, { signal: stop.signal }));
    should(failure).match({ code: "CHAT_STOPPED", details: { outcome: "unknown" } });
    await until(() => sockets.size === 0);
  });
});

describe("a text", () => {
  const text: Call = { operation: "send-message", method: "POST", path: "messages", json: "{}", signedIn: true };
  for (const [name, callFor] of [
    ["uploads", () => ({ ...upload, form: { file: pieces(1).file, fields: {} } })],
    ["downloads", () => ({ ...download, receive: keeping().receive })],
  ] as const) {
    it(`does not wait for ${name}, however many there are`, async () => {
      const url = await serve((request, response) => {
        if (request.url?.endsWith("messages") === true) response.end("{}");
      });
      const { send } = transport(url);
      const stop = new AbortController();
      setMaxListeners(0, stop.signal);
      const files = Array.from({ length: 64 }, () => failureOf(send(callFor(), { signal: stop.signal })));
      await until(() => sockets.size > 0);
      should((await send(text, context)).status).equal(200);
      stop.abort();
      for (const file of await Promise.all(files)) should(file.code).equal("CHAT_STOPPED");
    });
  }
});

describe("an address elsewhere", () => {
  it("is asked without the token, past the app's own address and its proxy's exceptions", async () => {
    const asked: (readonly [string | undefined, string | undefined])[] = [];
    const url = await serve((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      response.end("{}");
    });
    const hosts: string[] = [];
    const { send } = transport("http://127.0.0.1:9", {
      proxyFor(hostname) {
        hosts.push(hostname);
        return false;
      },
    });
    const call: Call = { operation: "history", method: "GET", path: "", signedIn: false, token: "secret" };
    await send({ ...call, elsewhere: `${url}/7F/2025100907.gz?Signature=a%2Fb` }, context);
    should(asked).eql([["/7F/2025100907.gz?Signature=a%2Fb", undefined]]);
    should(hosts).eql(["127.0.0.1"]);
  });

  it("can be read by many at once, who may wait for each other", async () => {
    const url = await serve((_request, response) => response.writeHead(200).write(Buffer.alloc(1_000_000)));
    const { send } = transport("http://127.0.0.1:9");
    const stop = new AbortController();
    let begun = 0;
    const receive: Receive = async (content) => {
      begun += 1;
      await until(() => begun === 10);
      for await (const piece of content) if (piece.length > 0) stop.abort();
    };
    const call: Call = {
      operation: "history",
      method: "GET",
      path: "",
      signedIn: false,
      elsewhere: url,
      receive,
      repeatable: true,
    };
    const all = Array.from({ length: 10 }, () => failureOf(send(call, { signal: stop.signal })));
    for (const failure of await Promise.all(all)) should(failure.code).equal("CHAT_STOPPED");
    should(begun).equal(10);
  });

  it("that is none is no crash", async () => {
    const call: Call = { operation: "history", method: "GET", path: "", signedIn: false, elsewhere: "::" };
    should(await failureOf(transport("http://127.0.0.1:9").send(call, context))).match({ code: "CHAT_UNREACHABLE" });
  });
});
