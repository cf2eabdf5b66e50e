import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import should from "should";
import { isChatError } from "../../../src/client/chat-error";
import { createCallQueue } from "../../../src/delivery/call-queue";
import type { CallQueue, Release, Turn } from "../../../src/delivery/call-queue";
import type { Charge } from "../../../src/delivery/call-limits";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";
import { context, failureOf } from "../client/use-client";

function charge(lane: string, limit: number, weight = 1, windowMs = 1_000): Charge {
  return { lane, weight, limit, windowMs };
}

/** Bytes that are really held. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

describe("the queue", () => {
  let clock: FakeClock;
  let queue: CallQueue;
  let log: string[];

  beforeEach(() => {
    clock = createFakeClock(0);
    queue = createCallQueue(clock, 5);
    log = [];
  });

  function turn(charges: readonly Charge[], more: Partial<Turn> = {}): Turn {
    return { charges, signal: context.signal, expiresAt: 1e9, ...more };
  }

  /** Enters and stays; writes down when it went, or why it did not. */
  function enter(name: string, charges: readonly Charge[], more: Partial<Turn> = {}): Promise<Release | undefined> {
    return queue.enter(turn(charges, more)).then(
      (release) => {
        log.push(`${name} at ${clock.now()}`);
        return release;
      },
      (error: unknown) => {
        log.push(`${name} ${isChatError(error) ? error.code : "failed"} at ${clock.now()}`);
        return undefined;
      },
    );
  }

  /** A call that takes so long. */
  async function run(name: string, charges: readonly Charge[], tookMs = 0, reached = true): Promise<void> {
    const release = await enter(name, charges);
    clock.after(tookMs, () => release?.(reached));
  }

  it("lets go at once what fits, without telling it to wait", async () => {
    let waited = 0;
    const release = await queue.enter(turn([charge("calls", 2)], { onQueued: () => (waited += 1) }));
    release(true);
    should(waited).equal(0);
    should(clock.pending).equal(0);
  });

  it("is first come, first served, and tells each once that it waits", async () => {
    let waited = 0;
    const one = [charge("calls", 1)];
    void run("a", one);
    for (const name of ["b", "c", "d"])
      void enter(name, one, { onQueued: () => (waited += 1) }).then((go) => go?.(true));
    await clock.advance(10_000);
    should(log).eql(["a at 0", "b at 1001", "c at 2002", "d at 3003"]);
    should(waited).equal(3);
    should(clock.pending).equal(0);
  });

  it("lets nobody wait for those of another line, but share in the order in which they came", async () => {
    const calls = charge("calls", 1);
    const hour = [calls, charge("history", 1, 1, 60_000)];
    let waited = 0;
    void enter("hour", hour, { line: "history" }).then((go) => go?.(true));
    await clock.advance(2_000);
    void enter("next hour", hour, { line: "history" });
    void enter("alarm", [calls], { line: "users", onQueued: () => (waited += 1) }).then((go) => go?.(true));
    void enter("second alarm", [calls], { line: "users" }).then((go) => go?.(true));
    void enter("group", [calls], { line: "chatgroups" }).then((go) => go?.(true));
    void enter("third alarm", [calls], { line: "users" }).then((go) => go?.(true));
    await clock.advance(10_000);
    should(log).eql(["hour at 0", "alarm at 2000", "second alarm at 3001", "group at 4002", "third alarm at 5003"]);
    should(waited).equal(0);
    await clock.advance(60_000);
    should(log[5]).match(/^next hour at 60\d\d\d$/);
    should(clock.pending).equal(0);
  });

  it("keeps a place taken until one window after the answer, not after the start", async () => {
    void run("a", [charge("calls", 1)], 5_000);
    void run("b", [charge("calls", 1)]);
    await clock.advance(20_000);
    should(log).eql(["a at 0", "b at 6001"]);
    should(clock.pending).equal(0);
  });

  it("gives back at once what never reached the service", async () => {
    void run("a", [charge("calls", 1)], 10, false);
    void run("b", [charge("calls", 1)]);
    await clock.advance(20_000);
    should(log).eql(["a at 0", "b at 10"]);
  });

  it("gives back once, however often it is told", async () => {
    const release = await queue.enter(turn([charge("calls", 1)]));
    release(false);
    release(false);
    void enter("b", [charge("calls", 1)]);
    void enter("c", [charge("calls", 1)]);
    await clock.advance(0);
    should(log).eql(["b at 0"]);
  });

  it("counts each lane by weight, in its own window", async () => {
    const users = (count: number): readonly Charge[] => [charge("calls", 100), charge("users", 1_000, count, 60_000)];
    void run("600", users(600));
    void run("400", users(400));
    void run("1", users(1));
    await clock.advance(100_000);
    should(log).eql(["600 at 0", "400 at 0", "1 at 60060"]);
  });

  it("waits for all lanes of a call", async () => {
    void run("a", [charge("group 1", 1)]);
    void run("b", [charge("group 2", 1)], 500);
    void run("both", [charge("group 1", 1), charge("group 2", 1)]);
    void run("other", [charge("group 3", 1)]);
    await clock.advance(10_000);
    should(log).eql(["a at 0", "b at 0", "both at 1501", "other at 1501"]);
  });

  it("lets what is larger than a limit pass alone, and hangs nobody behind it", async () => {
    void run("small", [charge("users", 10, 3)]);
    void run("large", [charge("users", 10, 50)], 100);
    void run("next", [charge("users", 10, 1)]);
    await clock.advance(10_000);
    should(log).eql(["small at 0", "large at 1001", "next at 2102"]);
    should(clock.pending).equal(0);
  });

  it("lets those behind go on when the one before them is stopped", async () => {
    const stopping = new AbortController();
    void run("first", [charge("users", 10, 5)]);
    void enter("large", [charge("users", 10, 9)], { signal: stopping.signal });
    void enter("small", [charge("users", 10, 5)]);
    await clock.advance(100);
    stopping.abort();
    await clock.advance(0);
    should(log).eql(["first at 0", "large CHAT_STOPPED at 100", "small at 100"]);
  });

  it("lets nobody go whose signal is the one that stops others", async () => {
    const stopping = new AbortController();
    void run("first", [charge("users", 10, 5)]);
    void enter("large", [charge("users", 10, 9)], { signal: stopping.signal });
    void enter("small", [charge("users", 10, 5)], { signal: stopping.signal });
    await clock.advance(100);
    stopping.abort();
    await clock.advance(0);
    should(log).eql(["first at 0", "large CHAT_STOPPED at 100", "small CHAT_STOPPED at 100"]);
  });

  it("lets nobody in who has been stopped, or is too old", async () => {
    const stopped = await failureOf(queue.enter(turn([charge("calls", 1)], { signal: AbortSignal.abort() })));
    should(stopped).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
    await clock.advance(10);
    should((await failureOf(queue.enter(turn([], { expiresAt: 10 })))).code).equal("CHAT_EXPIRED");
  });

  it("fails at their time those who wait, also behind others", async () => {
    await queue.enter(turn([charge("calls", 1)]));
    void enter("head", [charge("calls", 1)], { expiresAt: 5_000 });
    void enter("behind", [charge("calls", 1)], { expiresAt: 2_000 });
    await clock.advance(10_000);
    should(log).eql(["behind CHAT_EXPIRED at 2000", "head CHAT_EXPIRED at 5000"]);
    should(clock.pending).equal(0);
  });

  it("does not let too many wait", async () => {
    await queue.enter(turn([charge("calls", 1)]));
    for (let index = 0; index < 5; index += 1) void enter("in", [charge("calls", 1)]);
    should(await failureOf(queue.enter(turn([charge("calls", 1)])))).match({
      code: "CHAT_OUTBOX_FULL",
      details: { outcome: "not-sent" },
    });
  });

  it("leaves no timer when all who waited have gone", async () => {
    const stopping = new AbortController();
    const release = await queue.enter(turn([charge("calls", 1)]));
    const waiting = [1, 2, 3].map(() => enter("w", [charge("calls", 1)], { signal: stopping.signal }));
    release(true);
    should(clock.pending).be.above(0);
    stopping.abort();
    await Promise.all(waiting);
    should(clock.pending).equal(0);
  });

  it("stays quick and small over a hundred thousand calls to as many groups", async () => {
    queue = createCallQueue(clock);
    const before = heapUsed();
    for (let index = 0; index < 100_000; index += 1) {
      if (index % 100 === 0) await clock.advance(1_001);
      const release = await queue.enter(turn([charge("calls", 100), charge(`group ${index}`, 20)]));
      release(true);
    }
    should(heapUsed() - before).be.below(10e6);
    should(clock.pending).equal(0);
  }).timeout(10_000);
});
