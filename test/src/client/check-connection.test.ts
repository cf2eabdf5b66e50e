import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import should from "should";
import type { ChatClient, ChatClientOptions } from "../../../src/client/chat-client";
import { ChatError } from "../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../src/client/chat-error";
import { checkConnection, checkResult } from "../../../src/client/check-connection";
import type { CheckResult, CheckSubject } from "../../../src/client/check-connection";
import { systemClock } from "../../../src/client/clock";
import { dialects } from "../../../src/client/dialects/dialects";
import * as faults from "../../../src/emulator/faults";
import { createFakeClock } from "../../support/fake-clock";
import { bothDialects, context, useClient } from "./use-client";

const subject: CheckSubject = {
  host: "a61.chat.agora.io",
  appKey: "farmco#greenhouse",
  auth: "secret",
  encrypted: false,
  timeoutSeconds: 30,
};

describe("the check of a connection", () => {
  const { emulator, client } = useClient();

  function secret(clientSecret = emulator.app.clientSecret): Partial<ChatClientOptions> {
    return { signIn: { auth: "secret", clientId: emulator.app.clientId, clientSecret } };
  }

  function check(options: Partial<ChatClientOptions>, about: Partial<CheckSubject> = {}): Promise<CheckResult> {
    const chat = client(options);
    return checkConnection(chat, { ...subject, ...about }, context, systemClock.now());
  }

  for (const dialect of bothDialects) {
    it(`is well where all is well, and sends nothing: ${dialect.name}`, async () => {
      const result = await check({ ...secret(), dialect });
      should(result).match({ ok: true, tokenSeconds: 7200 });
      should(result.steps.map(({ step, state }) => `${step} ${state}`)).eql([
        "address ok",
        "tls skipped",
        "appKey ok",
        "signIn ok",
        "permission ok",
      ]);
      should(emulator.messages()).be.empty();
    });
  }

  it("says nothing of the time of a token that somebody else made", async () => {
    should(await check({}, { auth: "token" })).not.have.property("tokenSeconds");
  });

  it("finds an app that is not there", async () => {
    const result = await check({ ...secret(), appKey: { orgName: "farmco", appName: "wrong" } });
    should(result).match({
      ok: false,
      failure: { step: "appKey", reason: "unknown-app", params: { host: subject.host } },
    });
    should(result.steps.map(({ state }) => state)).eql(["ok", "skipped", "failed", "skipped", "skipped"]);
  });

  it("finds a wrong secret", async () => {
    should((await check(secret("wrong"))).failure).eql({
      step: "signIn",
      reason: "sign-in-refused",
      params: { description: "client_secret does not match" },
    });
  });

  it("finds a wrong token and a wrong certificate", async () => {
    const { appId, appCertificate } = emulator.app;
    const wrongToken = await check({ signIn: { auth: "token", token: "wrong" } }, { auth: "token" });
    should(wrongToken.failure).match({ step: "signIn", reason: "token-refused" });
    const flipped = appCertificate.slice(1) + appCertificate.slice(0, 1);
    const certificate = await check(
      { signIn: { auth: "certificate", appId, appCertificate: flipped } },
      { auth: "certificate" },
    );
    should(certificate.failure).match({ step: "signIn", reason: "token-refused" });
    const malformed = await check(
      { signIn: { auth: "certificate", appId, appCertificate: "x" } },
      { auth: "certificate" },
    );
    should(malformed.failure).eql({ step: "signIn", reason: "bad-app-certificate", params: {} });
  });

  it("finds what the sign-in lets in and sending does not", async () => {
    emulator.faults.next("send", faults.emptyStatus(401), 2);
    should((await check(secret())).failure).match({ step: "permission", reason: "forbidden" });
    emulator.faults.next("send", faults.emptyStatus(403));
    should((await check(secret())).failure).match({ step: "permission", reason: "forbidden" });
    emulator.faults.next("send", faults.quotaExceeded());
    should((await check(secret())).failure).match({ step: "permission", reason: "rate-limited" });
    emulator.faults.next("token", faults.reachLimit());
    should((await check(secret())).failure).match({ step: "signIn", reason: "rate-limited" });
  });

  it("finds a service in trouble, and one that is no chat service", async () => {
    emulator.faults.next("any", faults.unavailable(502, { html: true }));
    should((await check(secret())).failure).eql({ step: "address", reason: "service-error", params: { status: 502 } });
    for (const [status, body] of [
      [400, "<html></html>"],
      [200, "<html></html>"],
      [302, ""],
    ] as const) {
      const server = createServer((_request, response) => response.writeHead(status).end(body));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      should((await check({ baseUrl }, { auth: "token" })).failure).eql({
        step: "permission",
        reason: "unexpected",
        params: { status },
      });
      should((await check({ ...secret(), baseUrl })).failure).match({ step: "signIn", reason: "unexpected" });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("finds that nobody listens, that there is no such host, and that nobody answers", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    should((await check({ baseUrl: `http://127.0.0.1:${port}` })).failure).eql({
      step: "address",
      reason: "refused",
      params: { host: subject.host },
    });
    should((await check({ baseUrl: "http://nowhere.invalid" })).failure).match({
      step: "address",
      reason: "unknown-host",
    });
    const clock = createFakeClock();
    const mute = createServer(() => void clock.advance(5_000));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const mutePort = (mute.address() as AddressInfo).port;
    should((await check({ baseUrl: `http://127.0.0.1:${mutePort}`, clock })).failure).eql({
      step: "address",
      reason: "timeout",
      params: { host: subject.host, seconds: 30 },
    });
    mute.closeAllConnections();
    await new Promise((resolve) => mute.close(resolve));
  }).timeout(20_000); // as slow as the machine's name server

  const words: readonly (readonly [ChatErrorCode, Partial<ChatErrorDetails>, string, string])[] = [
    ["CHAT_UNREACHABLE", { error: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "tls", "certificate"],
    ["CHAT_UNREACHABLE", { error: "ERR_TLS_CERT_ALTNAME_INVALID" }, "tls", "certificate"],
    ["CHAT_UNREACHABLE", { error: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "tls", "certificate"],
    ["CHAT_UNREACHABLE", { error: "EPROTO" }, "tls", "certificate"],
    ["CHAT_UNREACHABLE", { error: "EHOSTUNREACH" }, "address", "unreachable"],
    ["CHAT_UNREACHABLE", { error: "EAI_AGAIN" }, "address", "unknown-host"],
    ["CHAT_NO_ANSWER", { error: "ETIMEDOUT" }, "address", "timeout"],
    ["CHAT_NO_ANSWER", { error: "ECONNRESET" }, "address", "unreachable"],
    ["CHAT_STOPPED", {}, "address", "unreachable"],
    ["CHAT_BAD_ANSWER", { status: 200 }, "signIn", "unexpected"],
    ["CHAT_TOO_LARGE", { status: 413 }, "signIn", "unexpected"],
  ];
  for (const [code, details, step, reason] of words) {
    it(`names ${step}, ${reason} for ${code} ${details.error ?? ""}`, async () => {
      const error = new ChatError(code, { operation: "token", outcome: "not-sent", ...details });
      const result = await checkConnection(failing(error), { ...subject, encrypted: true }, context, 0);
      should(result.failure).match({ step, reason });
      should(result.steps.find((each) => each.state === "failed")?.step).equal(step);
    });
  }

  it("never rejects, whatever is thrown", async () => {
    const result = await checkConnection(failing(new TypeError("a bug")), subject, context, 0);
    should(result).match({ ok: false, failure: { step: "address", reason: "unexpected" } });
  });

  it("takes all steps before the failed one for well, and none behind it for tried", () => {
    const failure = { step: "signIn", reason: "no-token", params: {} } as const;
    should(checkResult(true, failure).steps.map(({ state }) => state)).eql(["ok", "ok", "ok", "failed", "skipped"]);
    should(checkResult(true).steps.map(({ state }) => state)).eql(["ok", "ok", "ok", "ok", "ok"]);
  });
});

function failing(error: Error): ChatClient {
  const fail = (): Promise<never> => Promise.reject(error);
  return {
    dialect: dialects.current,
    send: fail,
    tokens: { get: fail, replace: fail, accept: () => undefined },
    close: () => undefined,
  };
}
