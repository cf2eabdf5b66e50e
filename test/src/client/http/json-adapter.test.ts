import { EventEmitter } from "node:events";
import http from "node:http";
import https from "node:https";
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { Duplex, PassThrough } from "node:stream";
import should from "should";
import type { AdapterRequest, AdapterResponse } from "../../../../src/client/http/adapter";
import { jsonAdapter } from "../../../../src/client/http/json-adapter";

const agents = { httpAgent: new http.Agent(), httpsAgent: new https.Agent() };
const usual: Omit<AdapterRequest, "transport"> = {
  ...{ agents, method: "POST", url: new URL("https://chat.example/a/b"), headers: {}, maxContentLength: 10 },
  ...{ params: undefined, data: "{}" },
};

/** What is asked of Node.js' client, which then makes no request. */
async function askedFor(request: Partial<AdapterRequest>): Promise<RequestOptions> {
  let asked: RequestOptions = {};
  const stop = new Error("nobody makes it");
  const failure: unknown = await jsonAdapter({
    ...usual,
    transport: {
      request(options) {
        asked = options;
        throw stop;
      },
    },
    ...request,
  }).catch((error: unknown) => error);
  should(failure).equal(stop);
  return asked;
}

/** A request on its way, of which a test says what becomes. */
interface OnWire {
  readonly ending: Promise<AdapterResponse>;
  /** What was written. */
  readonly bodies: readonly unknown[];
  readonly answer: (status: number, words: string) => void;
  readonly fail: (error: Error) => void;
}

function onWire(): OnWire {
  const bodies: unknown[] = [];
  const sent = Object.assign(new EventEmitter(), {
    write: (body: unknown) => void bodies.push(body),
    end: (...more: readonly unknown[]) => void bodies.push(...more),
  });
  let hear: (answer: IncomingMessage) => void = () => undefined;
  const ending = jsonAdapter({
    ...usual,
    transport: {
      request(_options, onAnswer) {
        hear = onAnswer ?? hear;
        return sent as unknown as ClientRequest;
      },
    },
  });
  return {
    ending,
    bodies,
    answer(statusCode, words) {
      const answer = Object.assign(new PassThrough(), { statusCode, headers: { "x-a": "b" } });
      hear(answer as unknown as IncomingMessage);
      answer.end(words);
    },
    fail: (error) => void sent.emit("error", error),
  };
}

describe("the adapter for JSON", () => {
  it("takes the agent and the names of the address's protocol, host and port", async () => {
    should(await askedFor({})).match({ protocol: "https:", hostname: "chat.example", port: "", path: "/a/b" });
    const plain = await askedFor({ url: new URL("http://[::1]:8080/x") });
    should(plain).match({ protocol: "http:", hostname: "::1", port: "8080", path: "/x" });
    should(plain.agent).equal(agents.httpAgent);
    should(plain.headers).containDeep(["host", "[::1]:8080"]);
    should((await askedFor({})).agent).equal(agents.httpsAgent);
  });

  it("writes what is asked behind the path, beside what the address has", async () => {
    const { path } = await askedFor({
      url: new URL("https://chat.example/a?x=1"),
      params: { useMsgId: "true", y: "a b&c" },
    });
    should(path).equal("/a?x=1&useMsgId=true&y=a+b%26c");
  });

  it("announces the length in bytes, and writes nothing into a header that does not belong there", async () => {
    const { headers } = await askedFor({ data: '"ä"', headers: { a: " x\r\ny: z\u0000 ", b: "\ud83c\udf31" } });
    should(headers).eql([
      ...["host", "chat.example", "accept-encoding", "gzip, deflate, br"],
      ...["a", "xy: z", "b", "", "content-length", "4"],
    ]);
  });

  it("announces that there is no body where one could be, and says nothing of it where none can", async () => {
    const host = ["host", "chat.example", "accept-encoding", "gzip, deflate, br"];
    should((await askedFor({ data: undefined })).headers).eql([...host, "content-length", "0"]);
    should((await askedFor({ data: undefined, method: "DELETE" })).headers).eql([...host, "content-length", "0"]);
    should((await askedFor({ data: undefined, method: "GET" })).headers).eql(host);
  });

  it("writes the body once, and gives what comes back, whatever its status", async () => {
    const { ending, bodies, answer } = onWire();
    should(bodies).eql(["{}"]);
    answer(503, "words");
    should(await ending).eql({ status: 503, headers: { "x-a": "b" }, data: "words" });
  });

  it("hands header and body to the system in one piece, and ends the request", async () => {
    const writes: string[] = [];
    const answered = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    const socket = new Duplex({
      read: () => undefined,
      write(piece: Buffer, _encoding, written) {
        writes.push(String(piece));
        written();
        this.push(answered);
      },
      writev(pieces, written) {
        writes.push(...pieces.map(({ chunk }) => String(chunk)));
        written();
        this.push(answered);
      },
    });
    const httpAgent = Object.assign(new http.Agent(), { createConnection: () => socket });
    let request: ClientRequest | undefined;
    const { data } = await jsonAdapter({
      ...usual,
      url: new URL("http://chat.example/a"),
      agents: { ...agents, httpAgent },
      transport: { request: (options, onAnswer) => (request = http.request(options, onAnswer)) },
    });
    should(data).equal("{}");
    should(writes).have.length(1);
    should(writes[0]).match(/^POST \/a HTTP[^]*\r\ncontent-length: 2\r\n[^]*\r\n\r\n\{\}$/);
    should(request?.writableFinished).be.true();
  });

  it("fails with what the network says before the answer, and with an answer that is too long", async () => {
    const reset = new Error("socket hang up");
    const cut = onWire();
    cut.fail(reset);
    await should(cut.ending).be.rejectedWith(reset);
    const long = onWire();
    long.answer(200, "x".repeat(11));
    await should(long.ending).be.rejectedWith(/more than 10 bytes/);
  });

  it("takes back nothing, and ends no process, where the network fails behind the answer", async () => {
    const { ending, answer, fail } = onWire();
    answer(200, "{}");
    should((await ending).status).equal(200);
    should(() => fail(new Error("read ECONNRESET"))).not.throw();
  });
});
