import should from "should";
import type { Answer, Call, CallContext, Progress } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails, Outcome } from "../../../../src/client/chat-error";
import { retryPolicies } from "../../../../src/delivery/retry/retry-policies";
import { withRetry } from "../../../../src/delivery/retry/with-retry";
import type { RetryOptions } from "../../../../src/delivery/retry/with-retry";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { wholeLists } from "../../../support/whole-lists";
import { failureOf } from "../../client/use-client";

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
  let places: (number | undefined)[];
  let reports: Progress[];
  const stopping = (): CallContext & { stop: () => void } => {
    const controller = new AbortController();
    return { signal: controller.signal, report: (progress) => reports.push(progress), stop: () => controller.abort() };
  };

  beforeEach(() => {
    clock = createFakeClock(0);
    tries = [];
    places = [];
    reports = [];
  });
  afterEach(() => should(clock.pending).equal(0));

  function optionsOf(options: Partial<RetryOptions> = {}): RetryOptions {
    let place = 0;
    return {
      policy: retryPolicies.brisk,
      maxAgeMs: 60 * 60_000,
      repeatUnknown: false,
      nextPlace: () => (place += 1),
      closedForMs: () => 100,
      awaySince: () => undefined,
      clock,
      random: () => 0.5,
      ...options,
    };
  }

  /** Plays these results one after the other, the last of them for ever; each try waits as long as the way is closed. */
  async function outcomeOf(
    results: readonly (Answer | ChatError)[],
    options: Partial<RetryOptions> = {},
    context: CallContext = stopping(),
    ofCall: Call = call,
  ): Promise<Answer | ChatError> {
    const all = optionsOf(options);
    const send = withRetry(all)(async (_, { place }) => {
      places.push(place);
      const last = tries.length === 0 ? undefined : results[Math.min(tries.length, results.length) - 1];
      if (last instanceof Error && last.details.outcome === "not-sent") {
        await new Promise<void>((resolve) => clock.after(all.closedForMs(ofCall), resolve));
      }
      const result = results[Math.min(tries.length, results.length - 1)] as Answer | ChatError;
      tries.push(clock.now());
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    });
    const ending = send(ofCall, context).catch((error: unknown) => error as ChatError);
    await clock.advance(10 * 60 * 60_000);
    return ending;
  }

  it("does nothing where nothing fails", async () => {
    should(await outcomeOf([good])).equal(good);
    should(tries).eql([0]);
    should(reports).be.empty();
  });

  it("leaves the waiting for the way there to the limits, at its place in line, and reports it", async () => {
    should(await outcomeOf([unreachable, unreachable, good])).equal(good);
    should(tries).eql([0, 100, 200]);
    should(places).eql([1, 1, 1]);
    const report = { state: "retrying", code: "CHAT_UNREACHABLE", mayHaveArrived: false, mayDouble: false };
    should(reports).eql([
      { ...report, delayMs: 100 },
      { ...report, delayMs: 100 },
    ]);
  });

  it("keeps the place that a call brings", async () => {
    await outcomeOf([unreachable, good], {}, { ...stopping(), place: 7 });
    should(places).eql([7, 7]);
  });

  it("waits longer each time before it repeats what may have arrived", async () => {
    should(await outcomeOf([unanswered, unanswered, unanswered, good], { repeatUnknown: true })).equal(good);
    should(tries).eql([0, 1_000, 3_000, 7_000]);
    should(reports.map((report) => (report as { readonly delayMs?: number }).delayMs)).eql([1_000, 2_000, 4_000]);
  });

  it("counts only tries that may have arrived for the pause behind one", async () => {
    should(await outcomeOf([unreachable, unreachable, unanswered, good], { repeatUnknown: true })).equal(good);
    should(tries).eql([0, 100, 200, 1_200]);
  });

  it("tries again where nobody wants to hear of it, too", async () => {
    const { signal } = stopping();
    should(await outcomeOf([unreachable, unanswered, good], { repeatUnknown: true }, { signal })).equal(good);
    should(tries).eql([0, 100, 1_100]);
  });

  it("gives up with the last failure where the policy ends", async () => {
    should(await outcomeOf([unanswered], { repeatUnknown: true })).equal(unanswered);
    should(tries).eql([0, 1_000, 3_000, 7_000, 15_000, 30_000]);
    tries = [];
    const limited = failed("CHAT_RATE_LIMITED", "not-sent", { status: 429 });
    const from = clock.now();
    should(await outcomeOf([unreachable, limited], { closedForMs: () => 9_000 })).equal(limited);
    should(tries.length).be.within(2, 5);
    should((tries.at(-1) ?? 0) - from).be.within(27_000, 39_000);
  });

  it("counts the patience of those who found the service away from when they came", async () => {
    const found = { awaySince: () => 0 };
    await clock.advance(40_000);
    // They waited in line for all of it.
    const context = { ...stopping(), acceptedAt: clock.now() - 30_000 };
    should(await outcomeOf([unreachable], found, context)).equal(unreachable);
    should(tries).have.length(1);
    tries = [];
    const late = { ...stopping(), acceptedAt: clock.now() - 30_000 };
    should(await outcomeOf([unreachable, good], { awaySince: () => clock.now() }, late)).equal(good);
    should(tries).have.length(2);
  });

  it("ends a patient try only with the message's time, and the words of its last failure", async () => {
    const last = failed("CHAT_UNAVAILABLE", "unknown", { status: 504 });
    const options = { policy: retryPolicies.patient, maxAgeMs: 300_000, repeatUnknown: true };
    const error = await outcomeOf([unanswered, last], options);
    should(error).match({ code: "CHAT_EXPIRED", details: { outcome: "unknown", status: 504 } });
    should(tries).eql([0, 1_000, 3_000, 7_000, 15_000, 30_000, 60_000, 120_000, 180_000, 240_000]);
  });

  it("says with the words of the last failure that a message grew too old in line", async () => {
    const expired = failed("CHAT_EXPIRED", "not-sent");
    const refused = failed("CHAT_RATE_LIMITED", "not-sent", { status: 429, error: "reach_limit" });
    should(await outcomeOf([refused, expired])).match({
      code: "CHAT_EXPIRED",
      details: { outcome: "not-sent", status: 429, error: "reach_limit" },
    });
    tries = [];
    should(await outcomeOf([expired])).equal(expired);
  });

  it("counts the message's time from when it was taken in", async () => {
    const context = { ...stopping(), acceptedAt: -59_500 };
    should(await outcomeOf([unanswered], { maxAgeMs: 60_000, repeatUnknown: true }, context)).match({
      code: "CHAT_EXPIRED",
    });
    should(tries).eql([0]);
  });

  it("does not try at all where never, and does not call it too old", async () => {
    should(await outcomeOf([unreachable], { policy: retryPolicies.never, repeatUnknown: true })).equal(unreachable);
    should(await outcomeOf([unanswered], { policy: retryPolicies.never, repeatUnknown: true })).equal(unanswered);
    should(tries).have.length(2);
    should(reports).be.empty();
  });

  it("makes a pause of its own where nothing holds it", async () => {
    const open = { closedForMs: () => 0 };
    should(await outcomeOf([unreachable, unreachable, unreachable, good], open)).equal(good);
    should(tries).eql([0, 0, 2_000, 6_000]);
    const from = clock.now();
    tries = [];
    const elsewhere = { ...call, elsewhere: "http://127.0.0.1/" };
    should(await outcomeOf([unreachable, unreachable, good], open, stopping(), elsewhere)).equal(good);
    should(tries.map((at) => at - from)).eql([0, 1_000, 3_000]);
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
    const results = [unanswered, unanswered, good];
    should(await outcomeOf(results, {}, stopping(), { ...call, repeatable: true })).equal(good);
    should(tries).eql([0, 1_000, 3_000]);
    should(reports).matchEach({ state: "retrying", mayHaveArrived: true, mayDouble: false });
  });

  it("warns of a double as long as a try before may have arrived", async () => {
    await outcomeOf([unreachable, unanswered, unreachable, good], { repeatUnknown: true });
    should(reports.map((report) => (report as { readonly mayDouble?: boolean }).mayDouble)).eql([false, true, true]);
  });

  it("repeats what nobody knows of only where told to", async () => {
    should(await outcomeOf([unanswered, good])).equal(unanswered);
    tries = [];
    should(await outcomeOf([unanswered, good], { repeatUnknown: true })).equal(good);
    should(reports).match(wholeLists([{ code: "CHAT_NO_ANSWER", mayHaveArrived: true, mayDouble: true }]));
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
    const expired = failed("CHAT_EXPIRED", "not-sent");
    should(await outcomeOf([unanswered, unreachable, expired], options)).match({
      code: "CHAT_EXPIRED",
      details: { outcome: "unknown" },
    });
  });

  it("stops a wait at once, and leaves the message as the last try left it", async () => {
    const context = stopping();
    clock.after(500, context.stop);
    should(await outcomeOf([unreachable], { closedForMs: () => 0 }, context)).match({
      code: "CHAT_STOPPED",
      details: { outcome: "not-sent" },
    });
    const other = stopping();
    clock.after(500, other.stop);
    should(await outcomeOf([unanswered], { repeatUnknown: true }, other)).match({
      code: "CHAT_STOPPED",
      details: { outcome: "unknown" },
    });
    should(tries.length).equal(3);
  });

  it("leaves unknown what was stopped in line after a try that may have arrived", async () => {
    const stopped = failed("CHAT_STOPPED", "not-sent");
    should(await outcomeOf([unanswered, stopped], { repeatUnknown: true })).match({
      code: "CHAT_STOPPED",
      details: { outcome: "unknown" },
    });
  });

  it("lets out what is no chat error as it is", async () => {
    const bug = new TypeError("a bug");
    const layer = withRetry(optionsOf({ maxAgeMs: 1, repeatUnknown: true }));
    await should(layer(() => Promise.reject(bug))(call, stopping())).be.rejectedWith(bug);
    should((await failureOf(layer(() => Promise.reject(unanswered))(call, stopping()))).code).equal("CHAT_EXPIRED");
  });
});
