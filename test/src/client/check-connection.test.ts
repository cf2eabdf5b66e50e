import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import should from "should";
import type { ChatClient, ChatClientOptions } from "../../../src/client/chat-client";
import { ChatError } from "../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../src/client/chat-error";
import { checkConnection, checkResult } from "../../../src/client/check-connection";
import type { CheckFailure, CheckResult, CheckSubject } from "../../../src/client/check-connection";
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
      const path = dialect.name === "legacy" ? "messages" : "messages/users";
      should(emulator.requests("send").map((request) => [request.path, request.json])).eql([
        [`/farmco/greenhouse/${path}`, {}],
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
    should(wrongToken.failure).eql({
      step: "signIn",
      reason: "token-refused",
      params: { description: "Unable to authenticate due to corrupt access token" },
    });
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
    const otherId = await check(
      { signIn: { auth: "certificate", appId: "short", appCertificate } },
      { auth: "certificate" },
    );
    should(otherId.failure).eql({ step: "signIn", reason: "bad-app-id", params: {} });
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

  const { host } = subject;
  const words: readonly (readonly [ChatErrorCode, Partial<ChatErrorDetails>, CheckFailure])[] = [
    [
      "CHAT_UNREACHABLE",
      { error: "DEPTH_ZERO_SELF_SIGNED_CERT", description: "self-signed certificate" },
      { step: "tls", reason: "certificate", params: { host, description: "self-signed certificate" } },
    ],
    ...["ERR_TLS_CERT_ALTNAME_INVALID", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "EPROTO"].map(
      (error) =>
        [
          "CHAT_UNREACHABLE",
          { error },
          { step: "tls", reason: "certificate", params: { host, description: error } },
        ] as const,
    ),
    [
      "CHAT_UNREACHABLE",
      { error: "EHOSTUNREACH" },
      { step: "address", reason: "unreachable", params: { host, description: "EHOSTUNREACH" } },
    ],
    ["CHAT_UNREACHABLE", {}, { step: "address", reason: "unreachable", params: { host, description: "–" } }],
    ["CHAT_UNREACHABLE", { error: "EAI_AGAIN" }, { step: "address", reason: "unknown-host", params: { host } }],
    [
      "CHAT_NO_ANSWER",
      { error: "ETIMEDOUT" },
      { step: "address", reason: "timeout", params: { host, seconds: subject.timeoutSeconds } },
    ],
    [
      "CHAT_NO_ANSWER",
      { error: "ECONNRESET" },
      { step: "address", reason: "unreachable", params: { host, description: "ECONNRESET" } },
    ],
    ["CHAT_STOPPED", {}, { step: "address", reason: "unreachable", params: { host, description: "–" } }],
    ["CHAT_BAD_ANSWER", { status: 200 }, { step: "signIn", reason: "unexpected", params: { status: 200 } }],
    ["CHAT_BAD_ANSWER", {}, { step: "signIn", reason: "unexpected", params: { status: "–" } }],
    ["CHAT_TOO_LARGE", { status: 413 }, { step: "signIn", reason: "unexpected", params: { status: 413 } }],
    ["CHAT_UNAUTHORIZED", { status: 401 }, { step: "signIn", reason: "sign-in-refused", params: { description: "–" } }],
    [
      "CHAT_REJECTED",
      { status: 403, error: "forbidden" },
      { step: "signIn", reason: "sign-in-refused", params: { description: "forbidden" } },
    ],
  ];
  for (const [code, details, failure] of words) {
    it(`names ${failure.step}, ${failure.reason} for ${code} ${details.error ?? ""}`, async () => {
      const error = new ChatError(code, { operation: "token", outcome: "not-sent", ...details });
      const result = await checkConnection(failing(error), { ...subject, encrypted: true }, context, 0);
      should(result.failure).eql(failure);
      should(result.steps.find((each) => each.state === "failed")?.step).equal(failure.step);
    });
  }

  it("takes no other refusal of the empty message for the one that it hopes for", async () => {
    const refusal = { operation: "check-connection", outcome: "not-sent", error: "forbidden" } as const;
    const notAllowed = new ChatError("CHAT_REJECTED", { ...refusal, status: 403, description: "not on the list" });
    should((await checkConnection(failing(notAllowed, "send"), subject, context, 0)).failure).eql({
      step: "permission",
      reason: "forbidden",
      params: { description: "not on the list" },
    });
    // The token was refused, and so was the sign-in for another.
    const details = { operation: "token", outcome: "not-sent", status: 400, error: "invalid_grant" } as const;
    const signIn = new ChatError("CHAT_UNAUTHORIZED", details);
    should((await checkConnection(failing(signIn, "send"), subject, context, 0)).failure).eql({
      step: "signIn",
      reason: "sign-in-refused",
      params: { description: "invalid_grant" },
    });
  });

  it("never rejects, whatever is thrown", async () => {
    const result = await checkConnection(failing(new TypeError("a bug")), subject, context, 0);
    should(result).match({ ok: false });
    should(result.failure).eql({ step: "address", reason: "unexpected", params: { status: "TypeError: a bug" } });
  });

  it("takes all steps before the failed one for well, and none behind it for tried", () => {
    const failure = { step: "signIn", reason: "no-token", params: {} } as const;
    should(checkResult(true, failure).steps.map(({ state }) => state)).eql(["ok", "ok", "ok", "failed", "skipped"]);
    should(checkResult(true).steps.map(({ state }) => state)).eql(["ok", "ok", "ok", "ok", "ok"]);
  });
});

/** A client whose sign-in fails, or only what comes after it. */
function failing(error: Error, at: "token" | "send" = "token"): ChatClient {
  const fail = (): Promise<never> => Promise.reject(error);
  const get = at === "token" ? fail : () => Promise.resolve({ value: "token", expiresAt: null });
  return {
    dialect: dialects.current,
    send: fail,
    tokens: { get, replace: fail, accept: () => undefined },
    close: () => undefined,
  };
}
