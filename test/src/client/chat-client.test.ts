import { inspect } from "node:util";
import should from "should";
import type { Message } from "../../../src/client/message";
import { messageParts } from "../../../src/client/sending/message-part";
import { parseMessage } from "../../../src/client/parsing/parse-message";
import { readReceipts } from "../../../src/client/sending/read-receipts";
import { dialects } from "../../../src/client/dialects/dialects";
import type { ChatClient } from "../../../src/client/chat-client";
import { systemClock } from "../../../src/client/clock";
import * as faults from "../../../src/emulator/faults";
import { bothDialects, context, failureOf, useClient } from "./use-client";

const url = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles/1dfc7f50-55c6-11e4-8a07-7d75b8fb3d42";

/** Each kind with all its fields, in the words of sending. */
const bodies = {
  txt: { msg: "soil too dry 🌵" },
  img: { url, filename: "bed.jpg", secret: "s3cr", file_length: 12, size: { width: 640, height: 480 } },
  audio: { url, filename: "pump.amr", secret: "s3cr", file_length: 12, length: 3 },
  video: { url, filename: "bed.mp4", length: 0, thumb: url, thumb_secret: "t", secret: "s3cr", file_length: 9 },
  file: { url, filename: "log.csv", secret: "s3cr", file_length: 12 },
  loc: { lat: "52.3702", lng: "-4.8952", addr: "greenhouse B" },
  cmd: { action: "open-valve" },
  custom: { customEvent: "alarm/soil.dry", customExts: { bed: "7", level: "12" } },
} as const;

/** What both dialects want; of every other kind it is the address alone. */
const neededFields: Readonly<Partial<Record<string, readonly string[]>>> = {
  txt: ["msg"],
  audio: ["url", "length"],
  loc: ["lat", "lng", "addr"],
  cmd: ["action"],
  custom: ["customEvent"],
};

describe("the client", () => {
  const { emulator, client } = useClient();

  async function deliver(chat: ChatClient, message: Message): Promise<void> {
    for (const part of messageParts(message, chat.dialect)) {
      readReceipts(await chat.send(part.call, context), message.chatType, part.to).length.should.equal(part.to.length);
    }
  }

  for (const [type, fields] of Object.entries(bodies)) {
    it(`sends ${type} in the current dialect`, async () => {
      const draft = {
        chatType: "chatgroups",
        to: "1,2",
        from: "sensor-7",
        body: { type, ...fields },
        ext: { zone: 3 },
      };
      await deliver(client(), parseMessage({ ...draft, onlineOnly: true, syncDevice: true }, dialects.current));
      const [request] = emulator.requests();
      should(request?.path).equal("/farmco/greenhouse/messages/chatgroups");
      should(request?.headers).containEql({ "content-type": "application/json", accept: "application/json" });
      should(request?.json).eql({
        from: "sensor-7",
        to: ["1", "2"],
        type,
        body: fields,
        sync_device: true,
        routetype: "ROUTE_ONLINE",
        ext: { zone: 3 },
      });
      should(emulator.messages().map(({ body }) => body)).eql([fields, fields]);
    });

    it(`sends ${type} in the legacy dialect`, async () => {
      const draft = { chatType: "users", to: ["alice.k"], body: { type, ...fields } };
      await deliver(client({ dialect: dialects.legacy }), parseMessage(draft, dialects.legacy));
      const [request] = emulator.requests();
      should(request?.path).equal("/farmco/greenhouse/messages");
      should(request?.query).eql({ useMsgId: "true" });
      should(request?.json).eql({ target_type: "users", target: ["alice.k"], msg: { type, ...fields } });
      should(emulator.messages().map(({ body }) => body)).eql([fields]);
    });

    it(`sends ${type} with nothing but what it needs, where both dialects take it`, async () => {
      for (const dialect of bothDialects) {
        const names = neededFields[type] ?? ["url"];
        const least = Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
        await deliver(
          client({ dialect }),
          parseMessage({ chatType: "users", to: "a", body: { type, ...least } }, dialect),
        );
      }
      should(emulator.messages().length).equal(2);
    });
  }

  it("signs in all three ways", async () => {
    const { appId, appCertificate, clientId, clientSecret, readyToken } = emulator.app;
    const message = parseMessage({ chatType: "users", to: "a", body: { type: "txt", msg: "x" } }, dialects.current);
    await deliver(
      client({ signIn: { auth: "certificate", appId: `${appId} `, appCertificate: ` ${appCertificate}` } }),
      message,
    );
    await deliver(
      client({ signIn: { auth: "secret", clientId: ` ${clientId}`, clientSecret: `${clientSecret}\n` } }),
      message,
    );
    await deliver(client({ signIn: { auth: "token", token: `${readyToken} \n` } }), message);
    should(emulator.messages().length).equal(3);
    should(emulator.requests("token").length).equal(1);
  });

  it("is refused, not broken, by a token that no header can carry", async () => {
    for (const token of ["two\nlines", "令牌", "", "a b"]) {
      const call = {
        operation: "send-message",
        method: "POST",
        path: "messages/users",
        json: "{}",
        signedIn: true,
      } as const;
      const error = await failureOf(client({ signIn: { auth: "token", token } }).send(call, context));
      should(error).match({ code: "CHAT_UNAUTHORIZED", details: { outcome: "not-sent", status: 401 } });
    }
  });

  it("says that a malformed certificate is a matter of configuration, and asks nobody", async () => {
    const chat = client({ signIn: { auth: "certificate", appId: "short", appCertificate: "x".repeat(32) } });
    const error = await failureOf(chat.tokens.get(context));
    should(error.code).equal("CHAT_NOT_CONFIGURED");
    should(error.details.issues).eql([
      { path: "appId", problem: "bad-app-id" },
      { path: "appCertificate", problem: "bad-app-certificate" },
    ]);
    should(emulator.requests()).be.empty();
  });

  it("signs in once for fifty callers", async () => {
    const { clientId, clientSecret } = emulator.app;
    const chat = client({ signIn: { auth: "secret", clientId, clientSecret } });
    const call = { operation: "send-message", method: "POST", path: "messages/users", signedIn: true } as const;
    const json = JSON.stringify({ to: ["a"], type: "txt", body: { msg: "x" } });
    await Promise.all(Array.from({ length: 50 }, () => chat.send({ ...call, json }, context)));
    should(emulator.requests("token").length).equal(1);
    should(emulator.messages().length).equal(50);
  });

  it("tries once more with a fresh token after a 401", async () => {
    const { clientId, clientSecret } = emulator.app;
    const chat = client({ signIn: { auth: "secret", clientId, clientSecret } });
    const message = parseMessage({ chatType: "users", to: "a", body: { type: "txt", msg: "x" } }, dialects.current);
    await deliver(chat, message);
    emulator.revokeTokens();
    await deliver(chat, message);
    should(emulator.requests("send").map(({ status }) => status)).eql([200, 401, 200]);
    should(emulator.requests("token").length).equal(2);
  });

  it("counts from its own clock to the time that a refusal names", async () => {
    const now = Date.UTC(2026, 0, 1);
    const refusal = {
      status: 429,
      headers: { "retry-after": new Date(now + 20_000).toUTCString() },
      body: Buffer.alloc(0),
    };
    emulator.faults.next("send", { moment: "instead", play: (wire) => wire.send(refusal) });
    const call = { operation: "send-message", method: "POST", path: "messages/users", signedIn: true } as const;
    const error = await failureOf(client({ clock: { ...systemClock, now: () => now } }).send(call, context));
    should(error).match({ code: "CHAT_RATE_LIMITED", details: { retryAfterMs: 20_000 } });
  });

  it("does not ask for a token a message while every token is refused", async () => {
    const { clientId, clientSecret } = emulator.app;
    const chat = client({ signIn: { auth: "secret", clientId, clientSecret } });
    emulator.faults.next("send", faults.emptyStatus(401), 100);
    const call = {
      operation: "send-message",
      method: "POST",
      path: "messages/users",
      json: "{}",
      signedIn: true,
    } as const;
    for (let index = 0; index < 20; index += 1) {
      should(await failureOf(chat.send(call, context))).match({ code: "CHAT_UNAUTHORIZED" });
    }
    should(emulator.requests("token").length).equal(2);
  });

  it("does not ask again at once with a secret that was refused", async () => {
    const chat = client({ signIn: { auth: "secret", clientId: emulator.app.clientId, clientSecret: "wrong-one" } });
    for (let index = 0; index < 5; index += 1) {
      const error = await failureOf(chat.tokens.get(context));
      should(error.code).equal("CHAT_UNAUTHORIZED");
      should(error.details).match({ outcome: "not-sent", status: 400, error: "invalid_grant" });
    }
    should(emulator.requests("token").length).equal(1);
  });

  it("keeps token, secret and text out of every error", async () => {
    const { clientId, clientSecret, readyToken } = emulator.app;
    const text = "the-text-of-the-message";
    const message = parseMessage({ chatType: "users", to: "a", body: { type: "txt", msg: text } }, dialects.current);
    const call = messageParts(message, dialects.current)[0]?.call;
    if (call === undefined) throw new Error("no part");
    const everyFault = [
      faults.reachLimit(),
      faults.unavailable(502, { html: true }),
      faults.emptyStatus(401),
      faults.redirect("http://127.0.0.1:9/"),
      faults.dropBefore(),
      faults.dropAfter(),
      faults.truncated(),
      faults.hugeAnswer(2_000_000),
    ];
    const errors = [];
    for (const fault of everyFault) {
      emulator.faults.next("send", fault);
      errors.push(await failureOf(client().send(call, context)));
    }
    emulator.faults.next("token", faults.dropBefore());
    const secret = client({ signIn: { auth: "secret", clientId, clientSecret } });
    errors.push(await failureOf(secret.send(call, context)));
    const unreachable = client({ baseUrl: "http://127.0.0.1:9" });
    errors.push(await failureOf(unreachable.send(call, context)));
    for (const error of errors) {
      const shown = inspect(error, { depth: Infinity, showHidden: true });
      for (const hidden of [readyToken, clientSecret, text, "Bearer"]) shown.should.not.containEql(hidden);
    }
  });

  it("ends a sign-in under way when it is closed", async () => {
    const { clientId, clientSecret } = emulator.app;
    const chat = client({ signIn: { auth: "secret", clientId, clientSecret } });
    emulator.faults.next("token", faults.silent());
    const failure = failureOf(chat.tokens.get(context));
    while (emulator.requests("token").length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    chat.close();
    should(await failure).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
  });
});
