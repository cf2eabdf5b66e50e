import should from "should";
import type { Call } from "../../../../src/client/call";
import type { ChatError } from "../../../../src/client/chat-error";
import type { Way } from "../../../../src/delivery/limits/gate";
import { watchedSend } from "../../../../src/delivery/limits/watched-send";
import { createFakeClock } from "../../../support/fake-clock";
import { context } from "../../client/use-client";
import { callTo, failed, good, hour, pause, tooMany, unanswered, unreachable } from "./use-limits";

describe("what answers say of the service", () => {
  /** What was told of a call that ends so. */
  async function told(end: ChatError | Error | undefined, call: Call = callTo("users", ["a"])): Promise<string[]> {
    const clock = createFakeClock(5_000);
    const log: string[] = [];
    const way = { passed: () => log.push("passed"), failed: () => log.push("failed") } as unknown as Way;
    const send = watchedSend(
      async () => {
        await pause(clock, 30);
        if (end !== undefined) throw end;
        return good;
      },
      {
        clock,
        holds: { refused: () => log.push("refused"), passed: () => log.push("got through"), heldForMs: () => 0 },
        roundTrips: { record: (ms) => log.push(`took ${ms}`), creditMs: () => 0 },
      },
    );
    const answer = send(call, context, way).catch((error: unknown) => error);
    await clock.advance(30);
    should(await answer).equal(end ?? good);
    return log;
  }

  it("is that it is there, and how far away, where they accept", async () => {
    should(await told(undefined)).eql(["took 30", "passed", "got through"]);
  });

  it("is that it is there where they refuse or are broken", async () => {
    for (const there of [
      failed("CHAT_REJECTED", "not-sent", { status: 400 }),
      failed("CHAT_QUOTA_EXCEEDED", "not-sent", { status: 429 }),
      failed("CHAT_UNAVAILABLE", "unknown", { status: 500 }),
      failed("CHAT_BAD_ANSWER", "sent", { status: 200 }),
      failed("CHAT_UNAUTHORIZED", "not-sent", { status: 401, operation: "token" }),
    ]) {
      should(await told(there)).eql(["passed"]);
    }
  });

  it("is that a lane is full where they say so", async () => {
    should(await told(tooMany)).eql(["passed", "refused"]);
  });

  it("is that it is away where there are none, or none of its own", async () => {
    for (const away of [
      unreachable,
      unanswered,
      failed("CHAT_NO_ANSWER", "not-sent", { operation: "token" }),
      failed("CHAT_BAD_ANSWER", "not-sent", { operation: "token", status: 200 }),
      failed("CHAT_UNAVAILABLE", "not-sent", { status: 503 }),
      failed("CHAT_UNAVAILABLE", "unknown", { status: 502 }),
      failed("CHAT_UNAVAILABLE", "unknown", { status: 504 }),
    ]) {
      should(await told(away)).eql(["failed"]);
    }
  });

  it("is nothing where the call was stopped, or failed by itself, or went elsewhere", async () => {
    should(await told(failed("CHAT_STOPPED", "unknown"))).be.empty();
    should(await told(failed("CHAT_INVALID_INPUT", "not-sent"))).be.empty();
    should(await told(new TypeError("a bug"))).be.empty();
    for (const end of [undefined, unreachable, tooMany]) {
      should(await told(end, { ...hour, elsewhere: "http://127.0.0.1/" })).be.empty();
    }
  });
});
