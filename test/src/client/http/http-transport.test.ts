import { getEventListeners, setMaxListeners } from "node:events";
import http from "node:http";
import https from "node:https";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import type { PeerCertificate } from "node:tls";
import { inspect } from "node:util";
import should from "should";
import type { Call } from "../../../../src/client/call";
import type { Transport } from "../../../../src/client/http/http-transport";
import * as faults from "../../../../src/emulator/faults";
import { createFakeClock } from "../../../support/fake-clock";
import { selfSignedCertificate } from "../../../support/self-signed-certificate";
import { context, failureOf, useClient } from "../use-client";
import { until, useTransport, ways } from "./use-transport";

const token = "the-secret-token";
const call: Call = {
  operation: "send-message",
  method: "POST",
  path: "messages/users",
  json: "{}",
  signedIn: true,
  token,
};

describe("the transport", () => {
  for (const way of ways) {
    describe(way.name, () => {
      const { emulator } = useClient();
      const { transport, listening } = useTransport(way);
      const sendsGood = {
        ...call,
        token: emulator.app.readyToken,
        json: JSON.stringify({ to: ["a"], type: "txt", body: { msg: "x" } }),
      };

      it("makes one connection for many calls", async () => {
        let connections = 0;
        const server = http.createServer((_request, response) => response.end("{}"));
        server.on("connection", () => (connections += 1));
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}` });
        for (let index = 0; index < 20; index += 1) should((await send(call, context)).status).equal(200);
        should(connections).equal(1);
      });

      it("closes a connection that nobody used for a while, and none that waits for its answer", async () => {
        let open = 0;
        const server = http.createServer((_request, response) => setTimeout(() => response.end("{}"), 100));
        server.keepAliveTimeout = 0;
        server.on("connection", (socket) => {
          open += 1;
          socket.on("close", () => (open -= 1));
        });
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}`, idleMs: 20 });
        for (let index = 0; index < 2; index += 1) {
          should((await send(call, context)).status).equal(200);
          should(open).equal(1);
          await until(() => open === 0);
        }
      });

      it("takes an answer that was there in time, though the process stood still until its time was over", async () => {
        const server = http.createServer((_request, response) => {
          response.end("{}");
          for (const end = performance.now() + 200; performance.now() < end;);
        });
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}`, timeoutMs: 150 });
        should((await send(call, context)).status).equal(200);
      });

      it("leaves nothing behind on a signal that lives long", async () => {
        const lifetime = new AbortController();
        const { signal } = lifetime;
        const clock = createFakeClock();
        const server = http.createServer((_request, response) => response.end("{}"));
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}`, clock });
        // The first on a connection of its own, the second on one that was kept.
        for (let index = 0; index < 2; index += 1) should((await send(call, { signal })).status).equal(200);
        should(clock.pending).equal(0);
        should(getEventListeners(signal, "abort").length).be.belowOrEqual(1);
        // What were still there would end its request now.
        const { prototype } = http.ClientRequest;
        const own = Object.getOwnPropertyDescriptor(prototype, "destroy") as PropertyDescriptor;
        let ended = 0;
        Object.defineProperty(prototype, "destroy", { ...own, value: () => (ended += 1) });
        try {
          lifetime.abort();
        } finally {
          Object.defineProperty(prototype, "destroy", own);
        }
        should(ended).equal(0);
      });

      it("reads JSON, HTML and nothing at all", async () => {
        const texts = ['{"a":1}', "<html></html>", ""];
        const server = http.createServer((_request, response) => response.setHeader("X-Name", "v").end(texts.shift()));
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}` });
        should(await send(call, context)).match({ status: 200, headers: { "x-name": "v" }, body: { a: 1 } });
        should((await send(call, context)).body).be.undefined();
        should((await send(call, context)).body).be.undefined();
      });

      it("says CHAT_UNREACHABLE, not sent, where nobody listens", async () => {
        const server = createServer();
        const port = await listening(server);
        await new Promise((resolve) => server.close(resolve));
        const error = await failureOf(transport({ baseUrl: `http://127.0.0.1:${port}` }).send(call, context));
        should(error.code).equal("CHAT_UNREACHABLE");
        should(error.details).match({ operation: "send-message", outcome: "not-sent", error: "ECONNREFUSED" });
      });

      it("says CHAT_UNREACHABLE, not sent, for a host that is not there", async () => {
        const error = await failureOf(transport({ baseUrl: "http://nowhere.invalid" }).send(call, context));
        should(error.code).equal("CHAT_UNREACHABLE");
        should(error.details.outcome).equal("not-sent");
        should(error.details.error).match(/^(ENOTFOUND|EAI_AGAIN)$/);
      }).timeout(20_000); // as slow as the machine's name server

      describe("with TLS", () => {
        const identity = selfSignedCertificate();
        let seen: readonly (string | undefined)[] = [];

        async function secureServer(answer: http.RequestListener): Promise<string> {
          seen = [];
          const server = https.createServer(identity, (request, response) => {
            seen = [...seen, request.headers.authorization];
            answer(request, response);
          });
          server.on("tlsClientError", () => undefined);
          return `https://127.0.0.1:${await listening(server)}`;
        }

        it("tells nothing to a server whose certificate nobody vouches for", async () => {
          const baseUrl = await secureServer((_request, response) => response.end("{}"));
          const error = await failureOf(transport({ baseUrl }).send(call, context));
          should(error.code).equal("CHAT_UNREACHABLE");
          should(error.details).match({ outcome: "not-sent", error: "DEPTH_ZERO_SELF_SIGNED_CERT" });
          should(seen).be.empty();
        });

        it("takes a certificate of one's own", async () => {
          const baseUrl = await secureServer((_request, response) => response.end('{"ok":true}'));
          const { send } = transport({ baseUrl, tls: { ca: identity.cert } });
          should((await send(call, context)).body).eql({ ok: true });
          should(seen).eql([`Bearer ${token}`]);
        });

        it("trusts elsewhere whom it trusts here, and shows its own certificate to the service alone", async () => {
          const shown: unknown[] = [];
          const server = https.createServer(
            { ...identity, requestCert: true, rejectUnauthorized: false },
            (_request, response) => response.end("{}"),
          );
          server.on("secureConnection", (socket) => {
            // Of whoever shows none, Node.js says so with an empty object.
            const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
            shown.push(certificate.subject?.CN);
          });
          const baseUrl = `https://127.0.0.1:${await listening(server)}`;
          const { token: _, ...unsigned } = call;
          const elsewhere: Call = { ...unsigned, signedIn: false, elsewhere: `${baseUrl}/file.gz` };
          for (const trust of [{ ca: identity.cert }, { rejectUnauthorized: false }]) {
            const { send } = transport({ baseUrl, tls: { ...identity, ...trust } });
            should((await send(call, context)).status).equal(200);
            should((await send(elsewhere, context)).status).equal(200);
          }
          should(shown).eql(["localhost", undefined, "localhost", undefined]);
          const error = await failureOf(transport({ baseUrl, tls: identity }).send(elsewhere, context));
          should(error).match({ code: "CHAT_UNREACHABLE", details: { outcome: "not-sent" } });
        });

        it("says CHAT_UNREACHABLE where the other side speaks no TLS", async () => {
          const port = await listening(http.createServer());
          const error = await failureOf(transport({ baseUrl: `https://127.0.0.1:${port}` }).send(call, context));
          should(error).match({ code: "CHAT_UNREACHABLE", details: { outcome: "not-sent" } });
        });

        it("knows that a request may have arrived that had to wait for its connection", async () => {
          const answers: http.ServerResponse[] = [];
          const baseUrl = await secureServer((_request, response) => void answers.push(response));
          const { send } = transport({ baseUrl, tls: { ca: identity.cert, maxSockets: 1 } });
          const first = send(call, context);
          const second = failureOf(send(call, context));
          await until(() => answers.length === 1);
          answers[0]?.end("{}");
          await first;
          await until(() => answers.length === 2);
          answers[1]?.destroy();
          should(await second).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown" } });
        });

        /** A proxy that tunnels, and what it was asked. */
        async function tunnelling(asked: string[]): Promise<number> {
          const proxy = http.createServer((_request, response) => response.writeHead(500).end());
          proxy.on("connect", (request: http.IncomingMessage, near: Socket) => {
            asked.push(`${request.url} ${request.headers.authorization}`);
            const [host, port] = (request.url ?? "").split(":");
            const far = connect(Number(port), host, () => {
              near.write("HTTP/1.1 200 Connection established\r\n\r\n");
              far.pipe(near).pipe(far);
            });
            far.on("error", () => near.destroy());
            near.on("error", () => far.destroy());
          });
          return listening(proxy);
        }

        it("goes through a proxy in a tunnel, which hides the token from it", async () => {
          const asked: string[] = [];
          const baseUrl = (await secureServer((_request, response) => response.end('{"ok":true}'))).replace(
            "127.0.0.1",
            "localhost",
          );
          const proxy = { host: "127.0.0.1", port: await tunnelling(asked), protocol: "http" };
          const { send } = transport({ baseUrl, proxyFor: () => proxy, tls: { ca: identity.cert } });
          should((await send(call, context)).body).eql({ ok: true });
          should(asked).eql([`${baseUrl.slice("https://".length)} undefined`]);
          should(seen).eql([`Bearer ${token}`]);
        });

        it("knows that nothing was sent where a proxy makes no tunnel", async () => {
          for (const status of [403, 407, 502]) {
            const proxy = http.createServer();
            proxy.on("connect", (_request, socket: Socket) =>
              socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`),
            );
            const port = await listening(proxy);
            const { send } = transport({
              baseUrl: "https://127.0.0.1:9",
              proxyFor: () => ({ host: "127.0.0.1", port }),
            });
            const error = await failureOf(send(call, context));
            should(error).match({ code: "CHAT_UNREACHABLE", details: { outcome: "not-sent", error: "proxy" } });
            should(error.details.description).containEql(String(status));
          }
        });

        it("knows it, too, where the proxy's refusal breaks off", async () => {
          const proxy = http.createServer();
          proxy.on("connect", (_request, socket: Socket) =>
            socket.end("HTTP/1.1 407 No\r\ncontent-length: 100\r\n\r\nhalf"),
          );
          const port = await listening(proxy);
          const { send } = transport({ baseUrl: "https://127.0.0.1:9", proxyFor: () => ({ host: "127.0.0.1", port }) });
          const error = await failureOf(send(call, context));
          should(error).match({ code: "CHAT_UNREACHABLE", details: { outcome: "not-sent" } });
        });

        it("does not wait longer than its time for a proxy that never answers", async () => {
          let asked = false;
          const proxy = http.createServer();
          proxy.on("connect", () => (asked = true));
          const port = await listening(proxy);
          const clock = createFakeClock();
          const { send } = transport({
            baseUrl: "https://127.0.0.1:9",
            proxyFor: () => ({ host: "127.0.0.1", port }),
            clock,
          });
          const failure = failureOf(send(call, context));
          await until(() => asked);
          await clock.advance(15_000);
          should(await failure).match({
            code: "CHAT_UNREACHABLE",
            details: { outcome: "not-sent", error: "ETIMEDOUT" },
          });
        });
      });

      describe("with all its connections busy", () => {
        const busy = new AbortController();
        const timeouts: (() => void)[] = [];
        let now = 0;
        const clock = {
          now: () => now,
          after: (_delayMs: number, run: () => void) => (timeouts.push(run), () => undefined),
        };
        let failures: readonly ReturnType<typeof failureOf>[] = [];
        let full: Transport;

        before(() => setMaxListeners(0, busy.signal));
        beforeEach(async () => {
          emulator.faults.next("any", faults.silent(), 100);
          full = transport({ baseUrl: emulator.url, clock });
          failures = Array.from({ length: 64 }, () => failureOf(full.send(sendsGood, { signal: busy.signal })));
          await until(() => emulator.requests().length === 64);
        });

        it("gives up a request whose time is over, as unreachable and not sent", async () => {
          const waiting = failureOf(full.send(sendsGood, context));
          now += 15_000;
          timeouts.at(-1)?.();
          // After one turn for what may have arrived.
          timeouts.at(-1)?.();
          should(await waiting).match({
            code: "CHAT_UNREACHABLE",
            details: { outcome: "not-sent", error: "ETIMEDOUT" },
          });
          emulator.reset();
          for (const error of await Promise.all(failures)) should(error.code).equal("CHAT_NO_ANSWER");
        });

        it("ends at once a request that still waits, and never makes it", async () => {
          const one = new AbortController();
          const waiting = failureOf(full.send(sendsGood, { signal: one.signal }));
          one.abort();
          should(await waiting).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
          busy.abort();
          for (const error of await Promise.all(failures)) should(error.details.outcome).equal("unknown");
          should(emulator.requests().length).equal(64);
        });
      });

      it("says CHAT_NO_ANSWER, unknown, where the time is over behind the connection", async () => {
        emulator.faults.next("any", faults.silent());
        const clock = createFakeClock();
        const failure = failureOf(transport({ baseUrl: emulator.url, clock }).send(sendsGood, context));
        await until(() => emulator.requests().length === 1);
        await clock.advance(15_000);
        should(await failure).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown", error: "ETIMEDOUT" } });
      });

      it("says CHAT_NO_ANSWER, unknown, for a connection that is cut, before or after the message was taken", async () => {
        for (const fault of [faults.dropBefore(), faults.dropAfter()]) {
          emulator.faults.next("send", fault);
          const error = await failureOf(transport({ baseUrl: emulator.url }).send(sendsGood, context));
          should(error).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown" } });
        }
        should(emulator.messages().length).equal(1);
      });

      it("says CHAT_BAD_ANSWER, sent, for an answer that breaks off or does not end", async () => {
        for (const fault of [faults.truncated(), faults.hugeAnswer(1_100_000)]) {
          emulator.faults.next("send", fault);
          const error = await failureOf(transport({ baseUrl: emulator.url }).send(sendsGood, context));
          should(error).match({ code: "CHAT_BAD_ANSWER", details: { outcome: "sent", status: 200 } });
        }
        should(emulator.messages().length).equal(2);
      });

      it("knows that a message was taken whose answer stops in the middle, for too long or because it is told to", async () => {
        const clock = createFakeClock();
        let halves = 0;
        const server = http.createServer((_request, response) => {
          response.writeHead(200, { "content-length": 100 });
          response.write("half", () => (halves += 1));
        });
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}`, clock });
        const late = failureOf(send(call, context));
        await until(() => halves === 1);
        // The head has left the server; it arrives within a few turns of the event loop.
        await new Promise((resolve) => setTimeout(resolve, 20));
        await clock.advance(15_000);
        should(await late).match({ code: "CHAT_BAD_ANSWER", details: { outcome: "sent", error: "ETIMEDOUT" } });
        const stopping = new AbortController();
        const stopped = failureOf(send(call, { signal: stopping.signal }));
        await until(() => halves === 2);
        await new Promise((resolve) => setTimeout(resolve, 20));
        stopping.abort();
        should(await stopped).match({ code: "CHAT_BAD_ANSWER", details: { outcome: "sent" } });
      });

      it("takes the status alone of a refusal that breaks off", async () => {
        const server = http.createServer((_request, response) => {
          response.writeHead(400, { "content-length": 100 });
          response.write("half", () => response.destroy());
        });
        const { send } = transport({ baseUrl: `http://127.0.0.1:${await listening(server)}` });
        should(await send(call, context)).eql({ status: 400, headers: {}, body: undefined });
      });

      it("follows no redirect, so that the token stays where it belongs", async () => {
        const seen: unknown[] = [];
        const elsewhere = http.createServer((request, response) => {
          seen.push(request.headers);
          response.end("{}");
        });
        const port = await listening(elsewhere);
        emulator.faults.next("send", faults.redirect(`http://127.0.0.1:${port}/`));
        should((await transport({ baseUrl: emulator.url }).send(sendsGood, context)).status).equal(302);
        should(seen).be.empty();
      });

      it("knows of a connection that was opened for a request that has been ended", async () => {
        const identity = selfSignedCertificate();
        let answer: http.RequestListener = () => undefined;
        const listener: http.RequestListener = (request, response) => answer(request, response);
        for (const server of [http.createServer(listener), https.createServer(identity, listener)]) {
          let connections = 0;
          server.on("connection", () => (connections += 1));
          const protocol = server instanceof https.Server ? "https" : "http";
          const baseUrl = `${protocol}://127.0.0.1:${await listening(server)}`;
          const { send } = transport({ baseUrl, tls: { ca: identity.cert, maxSockets: 1 } });
          const one = new AbortController();
          const ended = failureOf(send(call, { signal: one.signal }));
          answer = (_request, response) => response.end('{"ok":true}');
          const next = send(call, context);
          one.abort();
          should(await ended).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
          should((await next).body).eql({ ok: true });
          answer = (_request, response) => response.destroy();
          should(await failureOf(send(call, context))).match({
            code: "CHAT_NO_ANSWER",
            details: { outcome: "unknown" },
          });
          should(connections).be.belowOrEqual(2);
        }
      });

      it("stops before it starts, and in the middle", async () => {
        const before = await failureOf(
          transport({ baseUrl: emulator.url }).send(call, { signal: AbortSignal.abort() }),
        );
        should(before).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
        should(emulator.requests()).be.empty();
        emulator.faults.next("any", faults.silent());
        const stopping = new AbortController();
        const during = failureOf(transport({ baseUrl: emulator.url }).send(sendsGood, { signal: stopping.signal }));
        await until(() => emulator.requests().length === 1);
        stopping.abort();
        should(await during).match({ code: "CHAT_STOPPED", details: { outcome: "unknown" } });
      });

      it("shows nothing of a request in its errors", async () => {
        const secret = { ...call, json: "the-text-of-the-message" };
        const error = await failureOf(transport({}).send(secret, context));
        const shown = inspect(error, { depth: Infinity, showHidden: true });
        shown.should.not.containEql(token).and.not.containEql("the-text");
      });
    });
  }
});
