import should from "should";
import type { Answer, Call, CallContext, Progress } from "../../../src/client/call";
import { ChatError } from "../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails, Outcome } from "../../../src/client/chat-error";
import { retryPolicies } from "../../../src/delivery/retry-policies";
import { withRetry } from "../../../src/delivery/with-retry";
import type { RetryOptions } from "../../../src/delivery/with-retry";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";
import { failureOf } from "../client/use-client";

const call: Call = { operation: "send-message", method: "POST", path: "messages/users", signedIn: true };
const good: Answer = { status: 200, headers: {}, body: {} };

function failed(code: ChatErrorCode, outcome: Outcome, details: Partial<ChatErrorDetails> = {}): ChatError {
  return new ChatError(code, { operation: "send-message", outcome, ...details });
}

const unreachable = failed("CHAT_UNREACHABLE", "not-sent");
const unanswered = failed("CHAT_NO_ANSWER", "unknown");

describe("the retry", () => {
  let clock: FakeClock;
  let tries: number[];
  let reports: Progress[];
  const stopping = (): CallContext & { stop: () => void } => {
    const controller = new AbortController();
    return { signal: controller.signal, report: (progress) => reports.push(progress), stop: () => controller.abort() };
  };

  beforeEach(() => {
    clock = createFakeClock(0);
    tries = [];
    reports = [];
  });
  afterEach(() => should(clock.pending).equal(0));

  /** Plays these results one after the other, the last of them for ever. */
  async function outcomeOf(
    results: readonly (Answer | ChatError)[],
    options: Partial<RetryOptions> = {},
    context: CallContext = stopping(),
    waitMs = 10 * 60 * 60_000,
  ): Promise<Answer | ChatError> {
    const layer = withRetry({
      policy: retryPolicies.brisk,
      maxAgeMs: 60 * 60_000,
      repeatUnknown: false,
      clock,
      random: () => 0.5,
      ...options,
    });
    const send = layer(() => {
      const result = results[Math.min(tries.length, results.length - 1)] as Answer | ChatError;
      tries.push(clock.now());
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    });
    const ending = send(call, context).catch((error: unknown) => error as ChatError);
    await clock.advance(waitMs);
    return ending;
  }

  it("does nothing where nothing fails", async () => {
    should(await outcomeOf([good])).equal(good);
    should(tries).eql([0]);
    should(reports).be.empty();
  });

  it("waits longer each time, and reports each wait", async () => {
    should(await outcomeOf([unreachable, unreachable, good])).equal(good);
    should(tries).eql([0, 1_000, 3_000]);
    const report = { state: "retrying", code: "CHAT_UNREACHABLE", mayHaveArrived: false, mayDouble: false };
    should(reports).eql([
      { ...report, delayMs: 1_000 },
      { ...report, delayMs: 2_000 },
    ]);
  });

  it("gives up with the last failure where the policy ends", async () => {
    should(await outcomeOf([unreachable])).equal(unreachable);
    should(tries).eql([0, 1_000, 3_000, 7_000, 15_000, 30_000]);
  });

  it("ends a patient try only with the message's time", async () => {
    const last = failed("CHAT_UNAVAILABLE", "not-sent", { status: 503 });
    const error = await outcomeOf([unreachable, last], { policy: retryPolicies.patient, maxAgeMs: 300_000 });
    should(error).match({ code: "CHAT_EXPIRED", details: { outcome: "not-sent", status: 503 } });
    should(tries).eql([0, 1_000, 3_000, 7_000, 15_000, 30_000, 60_000, 120_000, 180_000, 240_000]);
  });

  it("counts the message's time from when it was taken in", async () => {
    const context = { ...stopping(), acceptedAt: -59_500 };
    should(await outcomeOf([unreachable], { maxAgeMs: 60_000 }, context)).match({ code: "CHAT_EXPIRED" });
    should(tries).eql([0]);
  });

  it("tries again what was not sent and may pass, and nothing else that was not sent", async () => {
    const passing = ["CHAT_RATE_LIMITED", "CHAT_UNAVAILABLE", "CHAT_UNREACHABLE", "CHAT_NO_ANSWER", "CHAT_BAD_ANSWER"];
    const final = [
      "CHAT_NOT_CONFIGURED",
      "CHAT_INVALID_INPUT",
      "CHAT_UNAUTHORIZED",
      "CHAT_REJECTED",
      "CHAT_NOT_FOUND",
      "CHAT_TOO_LARGE",
      "CHAT_QUOTA_EXCEEDED",
      "CHAT_OUTBOX_FULL",
      "CHAT_EXPIRED",
      "CHAT_STOPPED",
    ];
    for (const code of [...passing, ...final] as ChatErrorCode[]) {
      tries = [];
      await outcomeOf([failed(code, "not-sent"), good], { repeatUnknown: true });
      should(tries.length).equal(passing.includes(code) ? 2 : 1);
    }
  });

  it("repeats a call that harms nobody twice, and warns of no double", async () => {
    const layer = withRetry({
      ...{ policy: retryPolicies.brisk, maxAgeMs: 60_000, repeatUnknown: false, clock, random: () => 0.5 },
    });
    const send = layer(() => {
      tries.push(clock.now());
      return tries.length < 3 ? Promise.reject(unanswered) : Promise.resolve(good);
    });
    const ending = send({ ...call, repeatable: true }, stopping());
    await clock.advance(10_000);
    should(await ending).equal(good);
    should(tries).eql([0, 1_000, 3_000]);
    should(reports).matchEach({ state: "retrying", mayHaveArrived: true, mayDouble: false });
  });

  it("repeats what nobody knows of only where told to", async () => {
    should(await outcomeOf([unanswered, good])).equal(unanswered);
    tries = [];
    should(await outcomeOf([unanswered, good], { repeatUnknown: true })).equal(good);
    should(reports).match([{ code: "CHAT_NO_ANSWER", mayHaveArrived: true, mayDouble: true }]);
    tries = [];
    const down = failed("CHAT_UNAVAILABLE", "unknown", { status: 502 });
    should(await outcomeOf([down, good], { repeatUnknown: true })).equal(good);
    tries = [];
    const stopped = failed("CHAT_STOPPED", "unknown");
    should(await outcomeOf([stopped, good], { repeatUnknown: true })).equal(stopped);
  });

  it("never repeats what was sent", async () => {
    const sent = failed("CHAT_BAD_ANSWER", "sent");
    should(await outcomeOf([sent, good], { repeatUnknown: true })).equal(sent);
    should(tries.length).equal(1);
  });

  it("takes nothing back of an earlier try that perhaps arrived", async () => {
    const refused = failed("CHAT_REJECTED", "not-sent", { status: 400 });
    const options = { repeatUnknown: true };
    should(await outcomeOf([unanswered, refused], options)).match({
      code: "CHAT_REJECTED",
      details: { outcome: "unknown" },
    });
    tries = [];
    should(await outcomeOf([unanswered, unreachable], options)).match({
      code: "CHAT_UNREACHABLE",
      details: { outcome: "unknown" },
    });
    tries = [];
    should(await outcomeOf([unanswered, failed("CHAT_BAD_ANSWER", "sent")], options)).match({
      details: { outcome: "sent" },
    });
    tries = [];
    should(await outcomeOf([unanswered, unreachable], { ...options, maxAgeMs: 5_000 })).match({
      code: "CHAT_EXPIRED",
      details: { outcome: "unknown" },
    });
  });

  it("waits as long as the service asks, if that is longer", async () => {
    const limited = failed("CHAT_RATE_LIMITED", "not-sent", { retryAfterMs: 7_000 });
    await outcomeOf([limited, failed("CHAT_RATE_LIMITED", "not-sent", { retryAfterMs: 10 }), good]);
    should(tries).eql([0, 7_000, 9_000]);
  });

  it("stops a wait at once, and leaves the message as the last try left it", async () => {
    const context = stopping();
    clock.after(500, context.stop);
    should(await outcomeOf([unreachable], {}, context)).match({
      code: "CHAT_STOPPED",
      details: { outcome: "not-sent" },
    });
    const other = stopping();
    clock.after(500, other.stop);
    should(await outcomeOf([unanswered], { repeatUnknown: true }, other)).match({
      code: "CHAT_STOPPED",
      details: { outcome: "unknown" },
    });
    should(tries.length).equal(2);
  });

  it("lets out what is no chat error as it is", async () => {
    const bug = new TypeError("a bug");
    const layer = withRetry({ policy: retryPolicies.brisk, maxAgeMs: 1, repeatUnknown: true, clock, random: () => 0 });
    await should(layer(() => Promise.reject(bug))(call, stopping())).be.rejectedWith(bug);
    should((await failureOf(layer(() => Promise.reject(unanswered))(call, stopping()))).code).equal("CHAT_EXPIRED");
  });
});
