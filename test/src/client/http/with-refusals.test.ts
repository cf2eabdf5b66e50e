import should from "should";
import type { Answer, Call } from "../../../../src/client/call";
import type { ChatErrorCode, Outcome } from "../../../../src/client/chat-error";
import type { Dialect } from "../../../../src/client/dialects/dialect";
import { dialects } from "../../../../src/client/dialects/dialects";
import { withRefusals } from "../../../../src/client/http/with-refusals";
import * as faults from "../../../../src/emulator/faults";
import type { Fault } from "../../../../src/emulator/faults";
import { bothDialects, context, failureOf, useClient } from "../use-client";

const call: Call = { operation: "send-message", method: "POST", path: "messages/users", signedIn: true };

async function refusalOf(answer: Partial<Answer>, dialect: Dialect = dialects.current): ReturnType<typeof failureOf> {
  const whole = { status: 500, headers: {}, body: undefined, ...answer };
  const send = withRefusals(dialect, () => 1_760_000_000_000)(() => Promise.resolve(whole));
  return failureOf(send(call, context));
}

/** Status, error, error_description, and what they mean. */
type Row = readonly [number, string, string, ChatErrorCode, Outcome];

const rows: readonly Row[] = [
  [401, "unauthorized", "Unable to authenticate (OAuth)", "CHAT_UNAUTHORIZED", "not-sent"],
  [401, "auth_bad_access_token", "Unable to authenticate", "CHAT_UNAUTHORIZED", "not-sent"],
  [401, "", "", "CHAT_UNAUTHORIZED", "not-sent"],
  [400, "auth_bad_access_token", "corrupt access token", "CHAT_UNAUTHORIZED", "not-sent"],
  [400, "invalid_grant", "client_secret does not match", "CHAT_UNAUTHORIZED", "not-sent"],
  [400, "message_send_error", "param to can't be empty", "CHAT_REJECTED", "not-sent"],
  [400, "message_send_error", "message is too large", "CHAT_TOO_LARGE", "not-sent"],
  [400, "json_parse", "Unexpected character", "CHAT_REJECTED", "not-sent"],
  [400, "", "", "CHAT_REJECTED", "not-sent"],
  [403, "message_send_error", "message send reach limit", "CHAT_RATE_LIMITED", "not-sent"],
  [403, "x", "Forbidden for url: [https://a1.example/o/a/messages/users]", "CHAT_RATE_LIMITED", "not-sent"],
  [403, "exceed_limit", "", "CHAT_QUOTA_EXCEEDED", "not-sent"],
  [403, "x", "daily limit exceeded", "CHAT_QUOTA_EXCEEDED", "not-sent"],
  [403, "forbidden_op", "not enabled", "CHAT_REJECTED", "not-sent"],
  [404, "organization_application_not_found", "Could not find", "CHAT_NOT_FOUND", "not-sent"],
  [405, "", "", "CHAT_REJECTED", "not-sent"],
  [408, "", "", "CHAT_UNAVAILABLE", "not-sent"],
  [409, "concurrent_operation_error", "", "CHAT_REJECTED", "not-sent"],
  [413, "Request Entity Too Large", "Request Entity Too Large", "CHAT_TOO_LARGE", "not-sent"],
  [415, "web_application", "Unsupported Media Type", "CHAT_REJECTED", "not-sent"],
  [429, "reach_limit", "This request has reached api limit", "CHAT_RATE_LIMITED", "not-sent"],
  [429, "resource_limited", "You have exceeded the limit of the free edition.", "CHAT_QUOTA_EXCEEDED", "not-sent"],
  [429, "", "", "CHAT_RATE_LIMITED", "not-sent"],
  [500, "web_application", "", "CHAT_UNAVAILABLE", "unknown"],
  [502, "", "", "CHAT_UNAVAILABLE", "unknown"],
  [504, "", "", "CHAT_UNAVAILABLE", "unknown"],
  [301, "", "", "CHAT_REJECTED", "not-sent"],
  [300, "", "", "CHAT_REJECTED", "not-sent"],
  [199, "", "", "CHAT_REJECTED", "not-sent"],
  // Words that mean something with one status mean nothing with another, nor do longer ones.
  [403, "unauthorized", "", "CHAT_REJECTED", "not-sent"],
  [500, "invalid_grant", "", "CHAT_UNAVAILABLE", "unknown"],
  [400, "unauthorized_operation", "", "CHAT_REJECTED", "not-sent"],
  [400, "not_unauthorized", "", "CHAT_REJECTED", "not-sent"],
  [500, "resource_limited", "", "CHAT_UNAVAILABLE", "unknown"],
  [400, "x", "message send reach limit", "CHAT_REJECTED", "not-sent"],
  [403, "x", "it is forbidden for url: [https://a1.example/o/a/messages/users]", "CHAT_REJECTED", "not-sent"],
  [500, "exceed_limit", "", "CHAT_UNAVAILABLE", "unknown"],
  [500, "x", "message is too large", "CHAT_UNAVAILABLE", "unknown"],
];

describe("what refusals mean", () => {
  for (const dialect of bothDialects) {
    for (const [status, error, description, code, outcome] of rows) {
      it(`is ${code}, ${outcome}, for ${status} ${error} in the ${dialect.name} dialect`, async () => {
        const refusal = await refusalOf({ status, body: { error, error_description: description } }, dialect);
        should(refusal.code).equal(code);
        should(refusal.details).eql({
          operation: "send-message",
          outcome,
          status,
          ...(error === "" ? {} : { error }),
          ...(description === "" ? {} : { description }),
        });
      });
    }
  }

  it("takes 503 for too many calls in the legacy dialect only", async () => {
    should(await refusalOf({ status: 503 })).match({ code: "CHAT_UNAVAILABLE", details: { outcome: "not-sent" } });
    should(await refusalOf({ status: 503 }, dialects.legacy)).match({ code: "CHAT_RATE_LIMITED" });
  });

  it("lets every 2xx through", async () => {
    for (const status of [200, 201, 204, 299]) {
      const answer = { status, headers: {}, body: undefined };
      const send = withRefusals(dialects.current, Date.now)(() => Promise.resolve(answer));
      should(await send(call, context)).equal(answer);
    }
  });

  it("understands Retry-After in seconds and as a date, and believes no more than a day", async () => {
    const waits: readonly (readonly [string, number | undefined])[] = [
      ["12", 12_000],
      ["0.5", 500],
      ["0", 0],
      ["-3", 0],
      ["Thu, 09 Oct 2025 08:53:25 GMT", 5_000],
      ["Thu, 09 Oct 2025 08:00:00 GMT", 0],
      ["999999999", 86_400_000],
      ["soon", undefined],
      [" ", undefined],
    ];
    for (const [header, retryAfterMs] of waits) {
      const refusal = await refusalOf({ status: 429, headers: { "retry-after": header } });
      should(refusal.details.retryAfterMs).equal(retryAfterMs);
    }
  });

  it("does not trust the words to be words, nor short", async () => {
    for (const body of [null, [], "x", 7, { error: {}, error_description: ["x"] }]) {
      should((await refusalOf({ status: 400, body })).details).eql({
        operation: "send-message",
        outcome: "not-sent",
        status: 400,
      });
    }
    const long = await refusalOf({ status: 400, body: { error_description: "x".repeat(5_000) } });
    should(long.details.description?.length).equal(300);
  });
});

describe("refusals over the wire", () => {
  const { emulator, client } = useClient();
  const good = JSON.stringify({ to: ["a"], type: "txt", body: { msg: "x" } });

  const wire: readonly (readonly [string, Fault, ChatErrorCode, Outcome])[] = [
    ["429 reach_limit", faults.reachLimit(), "CHAT_RATE_LIMITED", "not-sent"],
    ["429 resource_limited", faults.quotaExceeded(), "CHAT_QUOTA_EXCEEDED", "not-sent"],
    ["403 reach limit", faults.messageLimit(), "CHAT_RATE_LIMITED", "not-sent"],
    ["503", faults.unavailable(), "CHAT_UNAVAILABLE", "not-sent"],
    ["502 in HTML", faults.unavailable(502, { html: true }), "CHAT_UNAVAILABLE", "unknown"],
    ["413 in HTML", faults.plain413(), "CHAT_TOO_LARGE", "not-sent"],
    ["an empty 405", faults.emptyStatus(405), "CHAT_REJECTED", "not-sent"],
    ["an empty 500", faults.emptyStatus(500), "CHAT_UNAVAILABLE", "unknown"],
  ];
  for (const [name, fault, code, outcome] of wire) {
    it(`are understood: ${name}`, async () => {
      emulator.faults.next("send", fault);
      should(await failureOf(client().send({ ...call, json: good }, context))).match({ code, details: { outcome } });
      should(emulator.messages()).be.empty();
    });
  }

  it("of bodies over 5 KB are CHAT_TOO_LARGE", async () => {
    const json = JSON.stringify({ to: ["a"], type: "txt", body: { msg: "x".repeat(6_000) } });
    should(await failureOf(client().send({ ...call, json }, context))).match({ code: "CHAT_TOO_LARGE" });
  });
});
