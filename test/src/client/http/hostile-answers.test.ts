import http from "node:http";
import https from "node:https";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import should from "should";
import type { Answer, Call } from "../../../../src/client/call";
import { createFakeClock } from "../../../support/fake-clock";
import { selfSignedCertificate } from "../../../support/self-signed-certificate";
import { context, failureOf } from "../use-client";
import { until, useTransport, ways } from "./use-transport";

const call: Call = {
  operation: "send-message",
  method: "POST",
  path: "messages/users",
  json: '{"to":["böses-🌱"]}',
  signedIn: true,
  token: "a-token",
};

const ok = "HTTP/1.1 200 OK\r\n";
const unknown = { code: "CHAT_NO_ANSWER", details: { outcome: "unknown" } };
const taken = { code: "CHAT_BAD_ANSWER", details: { outcome: "sent", status: 200 } };

for (const way of ways) {
  describe(`calls ${way.name}`, () => {
    const { transport, listening } = useTransport(way);

    /** A service that reads a request and then does this on the bare socket. */
    async function afterRequest(act: (socket: Socket, times: number) => void): Promise<string> {
      let times = 0;
      const server = createServer((socket) => {
        let heard = "";
        socket.on("data", (piece) => {
          heard += piece.toString();
          if (!heard.endsWith(call.json ?? "")) return;
          heard = "";
          times += 1;
          act(socket, times);
        });
      });
      return `http://127.0.0.1:${await listening(server)}`;
    }

    async function answered(bytes: string | Buffer): Promise<Answer> {
      const baseUrl = await afterRequest((socket) => socket.end(bytes));
      return transport({ baseUrl }).send(call, context);
    }

    async function served(listener: http.RequestListener): Promise<ReturnType<typeof transport>> {
      return transport({ baseUrl: `http://127.0.0.1:${await listening(http.createServer(listener))}` });
    }

    describe("that break off", () => {
      it("are of unknown outcome where the connection is reset behind the request", async () => {
        const baseUrl = await afterRequest((socket) => socket.resetAndDestroy());
        should(await failureOf(transport({ baseUrl }).send(call, context))).match(unknown);
      });

      it("are of unknown outcome where a connection is closed just when it is used again", async () => {
        for (const close of [(socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end()]) {
          const sockets = new Set<Socket>();
          const baseUrl = await afterRequest((socket, times) => {
            sockets.add(socket);
            if (times === 1) socket.write(`${ok}content-length: 2\r\n\r\n{}`);
            else close(socket);
          });
          const { send } = transport({ baseUrl });
          await send(call, context);
          should(await failureOf(send(call, context))).match(unknown);
          should(sockets.size).equal(1);
        }
      });

      it("go out on a new connection where the service has closed an idle one", async () => {
        const sockets: Socket[] = [];
        const baseUrl = await afterRequest((socket) => {
          sockets.push(socket);
          socket.end(`${ok}content-length: 2\r\n\r\n{}`);
        });
        const { send } = transport({ baseUrl });
        for (let index = 0; index < 3; index += 1) {
          should((await send(call, context)).body).eql({});
          await until(() => sockets.every((socket) => socket.destroyed));
        }
        should(new Set(sockets).size).equal(3);
      });

      it("have been taken where only the answer ends too soon, whatever announced its length", async () => {
        for (const head of ["content-length: 100", "transfer-encoding: chunked"]) {
          const bytes = `${ok}${head}\r\n\r\n${head.startsWith("t") ? '5\r\n{"a":\r\n' : '{"a":'}`;
          should(await failureOf(answered(bytes))).match(taken);
        }
      });

      it("have been taken where the answer's chunks are none", async () => {
        should(await failureOf(answered(`${ok}transfer-encoding: chunked\r\n\r\nnot-a-number\r\n{}`))).match(taken);
      });

      it("are of unknown outcome where the transport is closed", async () => {
        let heard = false;
        const baseUrl = await afterRequest(() => (heard = true));
        const closed = transport({ baseUrl });
        const failure = failureOf(closed.send(call, context));
        await until(() => heard);
        closed.close();
        should(await failure).match(unknown);
      });
    });

    describe("whose answer", () => {
      it("is packed are unpacked", async () => {
        const json = JSON.stringify({ text: "ä🌱".repeat(2_000) });
        const packings = {
          gzip: gzipSync,
          "x-gzip": gzipSync,
          GZip: gzipSync,
          deflate: deflateSync,
          br: brotliCompressSync,
        };
        const packed = [...Object.entries(packings), ["deflate", deflateRawSync] as const];
        for (const [encoding, pack] of packed) {
          const { send } = await served((_request, response) =>
            response.writeHead(200, { "content-encoding": encoding }).end(pack(json)),
          );
          const { status, body } = await send(call, context);
          should({ encoding, status, body }).eql({ encoding, status: 200, body: JSON.parse(json) as unknown });
        }
      });

      it("has just a megabyte are read, and those with a byte more have been taken", async () => {
        const texts = [1_048_574, 1_048_575].map((length) => JSON.stringify("x".repeat(length)));
        const { send } = await served((_request, response) => response.end(texts.shift()));
        should((await send(call, context)).body).equal("x".repeat(1_048_574));
        should(await failureOf(send(call, context))).match(taken);
      });

      it("is packed in a way that nobody asked for have no words", async () => {
        const bytes = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2]);
        const { send } = await served((_request, response) =>
          response.writeHead(200, { "content-encoding": "snappy" }).end(bytes),
        );
        should(await send(call, context)).match({ status: 200, body: undefined });
      });

      it("is packed and broken have been taken, or refused by the status alone", async () => {
        const statuses = [200, 400];
        const { send } = await served((_request, response) =>
          response.writeHead(statuses.shift() ?? 500, { "content-encoding": "gzip" }).end("this is not gzip"),
        );
        should(await failureOf(send(call, context))).match(taken);
        should(await send(call, context)).eql({ status: 400, headers: {}, body: undefined });
      });

      it("unpacks to more than anybody wants have been taken", async () => {
        for (const [encoding, pack] of [
          ["gzip", gzipSync],
          ["br", brotliCompressSync],
        ] as const) {
          const bomb = pack(Buffer.alloc(1_100_000));
          const { send } = await served((_request, response) =>
            response.writeHead(200, { "content-encoding": encoding }).end(bomb),
          );
          should(await failureOf(send(call, context))).match(taken);
        }
      });

      it("has no body, though it says that it is packed, have no words", async () => {
        for (const encoding of ["gzip", "deflate", "br"]) {
          const statuses = [204, 200];
          const { send } = await served((_request, response) =>
            response.writeHead(statuses.shift() ?? 500, { "content-encoding": encoding }).end(),
          );
          should(await send(call, context)).match({ status: 204, body: undefined });
          should(await send(call, context)).match({ status: 200, body: undefined });
        }
      });

      it("comes behind hints and in the smallest pieces are read whole", async () => {
        const baseUrl = await afterRequest((socket) => {
          const chunks = [...Buffer.from('{"ä":"🌱"}')].map((byte) => Buffer.from([0x31, 13, 10, byte, 13, 10]));
          const hints = "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
          const head = `${hints}${ok}transfer-encoding: chunked\r\n\r\n`;
          const pieces = [Buffer.from(head), ...chunks, Buffer.from("0\r\nx-trailer: 1\r\n\r\n")];
          void (async () => {
            for (const piece of pieces) {
              socket.write(piece);
              await new Promise((resolve) => setImmediate(resolve));
            }
          })();
        });
        should((await transport({ baseUrl }).send(call, context)).body).eql({ ä: "🌱" });
      });

      it("ends with its connection are read to there", async () => {
        should((await answered(`${ok}\r\n{"a":1}`)).body).eql({ a: 1 });
      });

      it("begins with a mark, or is no UTF-8 in places, are read all the same", async () => {
        should((await answered(`${ok}\r\n\ufeff{"a":1}`)).body).eql({ a: 1 });
        const bytes = Buffer.concat([Buffer.from(`${ok}\r\n{"a":"`), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
        should((await answered(bytes)).body).eql({ a: "\ufffd\ufffd" });
      });

      it("has the same header twice have it once, as a text", async () => {
        const { headers } = await answered(`${ok}Set-Cookie: a=1\r\nset-cookie: b=2\r\nX-Two: 1\r\nX-Two: 2\r\n\r\n{}`);
        should(headers).eql({ "set-cookie": "a=1,b=2", "x-two": "1, 2" });
      });

      it("is no HTTP, or has no end to its headers, are of unknown outcome", async () => {
        const endless = `${ok}${"x-more: of the same\r\n".repeat(10_000)}`;
        for (const bytes of ["SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 two hundred\r\n\r\n", endless]) {
          should(await failureOf(answered(bytes))).match(unknown);
        }
      });

      it("wants to speak something else are of unknown outcome when their time is over", async () => {
        const clock = createFakeClock();
        let isAnswered = false;
        const baseUrl = await afterRequest((socket) => {
          socket.end("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
          socket.once("close", () => (isAnswered = true));
        });
        const failure = failureOf(transport({ baseUrl, clock }).send(call, context));
        await until(() => isAnswered);
        await clock.advance(15_000);
        should(await failure).match(unknown);
      });

      it("is followed by another that nobody asked for do not give it to the next call", async () => {
        const baseUrl = await afterRequest((socket, times) => {
          const answer = (text: string): string => `${ok}content-length: ${text.length}\r\n\r\n${text}`;
          socket.write(answer(`{"n":${times}}`));
          if (times === 1) setImmediate(() => socket.write(answer('{"n":"stray"}')));
        });
        const { send } = transport({ baseUrl });
        should((await send(call, context)).body).eql({ n: 1 });
        await new Promise((resolve) => setTimeout(resolve, 20));
        should((await send(call, context)).body).eql({ n: 2 });
      });
    });

    describe("as the service sees them", () => {
      const seen: {
        method: string | undefined;
        url: string | undefined;
        headers: http.IncomingHttpHeaders;
        body: string;
      }[] = [];
      beforeEach(() => seen.splice(0));
      const look: http.RequestListener = (request, response) => {
        const { method, url, headers } = request;
        let body = "";
        request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
        request.on("end", () => {
          seen.push({ method, url, headers, body });
          response.end("{}");
        });
      };

      it("are whole, whatever is in them", async () => {
        const { send } = await served(look);
        const json = JSON.stringify({ text: "ä🌱\u0000".repeat(50_000) });
        await send({ ...call, json, query: { "a b": "ü&=" } }, context);
        const [{ method, url, headers, body }] = seen as [(typeof seen)[0]];
        should(method).equal("POST");
        should([...new URL(url ?? "", "http://x").searchParams]).eql([["a b", "ü&="]]);
        should(body).equal(json);
        should(headers).match({
          authorization: "Bearer a-token",
          accept: "application/json",
          connection: "keep-alive",
        });
        should(headers["content-type"]).equal("application/json");
        should(headers["content-length"]).equal(String(Buffer.byteLength(json)));
        should(headers.host).match(/^127\.0\.0\.1:\d+$/);
      });

      it("have a length without a body, too, and none of the headers that a body needs", async () => {
        const { send } = await served(look);
        const { json, ...bare } = call;
        for (const method of ["GET", "POST", "PUT", "DELETE"] as const) await send({ ...bare, method }, context);
        should(seen.map(({ headers }) => headers["transfer-encoding"])).eql([
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
        should(seen.slice(1, 3).map(({ headers }) => headers["content-length"])).eql(["0", "0"]);
        should(seen.map(({ headers, body }) => [headers["content-type"], body])).eql(Array(4).fill([undefined, ""]));
      });

      it("say nothing of a token that they do not have", async () => {
        const { send } = await served(look);
        const { token, ...unsigned } = call;
        await send({ ...unsigned, signedIn: false }, context);
        should(seen.map(({ headers }) => headers.authorization)).eql([undefined]);
        should(token).equal("a-token");
      });

      it("hold no header or path that somebody wrote into a token or a name", async () => {
        const { send } = await served(look);
        const path = "messages/x\r\nx-injected: 1 HTTP/1.1\r\n🌱";
        await send({ ...call, token: " a-token\r\nx-injected: 1\u0000\r\n", path }, context);
        const [{ url, headers }] = seen as [(typeof seen)[0]];
        should(headers).not.have.property("x-injected");
        should(headers.authorization).equal("Bearer  a-tokenx-injected: 1");
        should(url).equal("/farmco/greenhouse/messages/xx-injected:%201%20HTTP/1.1%F0%9F%8C%B1");
      });

      it("are encrypted for the host by its name, with the certificate of one's own where one has one", async () => {
        const identity = selfSignedCertificate();
        const names: unknown[] = [];
        const options = { ...identity, requestCert: true, rejectUnauthorized: true, ca: identity.cert };
        const server = https.createServer(options, (_request, response) => response.end("{}"));
        server.on("secureConnection", (socket) =>
          names.push([socket.servername, socket.getPeerCertificate().subject.CN]),
        );
        server.on("tlsClientError", () => undefined);
        const baseUrl = `https://localhost:${await listening(server)}`;
        const tls = { ca: identity.cert, ...identity };
        await transport({ baseUrl, tls }).send(call, context);
        await transport({
          baseUrl: baseUrl.replace("localhost", "127.0.0.1"),
          tls: { ...tls, servername: "localhost" },
        }).send(call, context);
        should(names).eql([
          ["localhost", "localhost"],
          ["localhost", "localhost"],
        ]);
        await failureOf(transport({ baseUrl, tls: { ca: identity.cert } }).send(call, context));
        should(
          (await transport({ baseUrl, tls: { ...identity, rejectUnauthorized: false } }).send(call, context)).status,
        ).equal(200);
      });
    });
  });
}
