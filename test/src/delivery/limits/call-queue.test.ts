import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import should from "should";
import { isChatError } from "../../../../src/client/chat-error";
import type { Clock } from "../../../../src/client/clock";
import { createCallQueue } from "../../../../src/delivery/limits/call-queue";
import type { CallQueue } from "../../../../src/delivery/limits/call-queue";
import type { Charge } from "../../../../src/delivery/limits/call-limits";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import type { Pass, Turn } from "../../../../src/delivery/limits/turn";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../../client/use-client";
import { calls, charge, stoppable } from "./use-limits";

/** Bytes that are really held. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

describe("the queue", () => {
  let clock: FakeClock;
  let queue: CallQueue<string>;
  let log: string[];

  function create(maxWaiting?: number): CallQueue<string> {
    return createCallQueue(
      clock,
      createMemoryCounts(clock).lanesFor({ creditMs: () => 0, onRoom: () => undefined }),
      maxWaiting,
    );
  }

  beforeEach(() => {
    clock = createFakeClock(0);
    queue = create();
    log = [];
  });

  function turn(charges: readonly Charge[], more: Partial<Turn<string>> = {}): Turn<string> {
    return { charges, place: queue.nextPlace(), signal: context.signal, expiresAt: 1e9, ...more };
  }

  /** Enters and stays; writes down when it went, or why it did not. */
  function enter(
    name: string,
    charges: readonly Charge[],
    more: Partial<Turn<string>> = {},
  ): Promise<Pass<string> | undefined> {
    return queue.enter(turn(charges, more)).then(
      (pass) => {
        log.push(`${name} at ${clock.now()}`);
        return pass;
      },
      (error: unknown) => {
        log.push(`${name} ${isChatError(error) ? error.code : String(error)} at ${clock.now()}`);
        return undefined;
      },
    );
  }

  /** A call that takes so long. */
  async function run(
    name: string,
    charges: readonly Charge[],
    { tookMs = 0, reached = true, ...more }: { tookMs?: number; reached?: boolean } & Partial<Turn<string>> = {},
  ): Promise<void> {
    const pass = await enter(name, charges, more);
    if (tookMs === 0) pass?.release(reached);
    else clock.after(tookMs, () => pass?.release(reached));
  }

  /** When those went whose name begins so. */
  function timesOf(name: string): readonly number[] {
    return log.filter((line) => line.startsWith(`${name} at `)).map((line) => Number(line.split(" ").at(-1)));
  }

  describe("is first come, first served", () => {
    it("lets go at once what fits, without telling it to wait", async () => {
      let waited = 0;
      const pass = await queue.enter(turn([calls(2)], { onQueued: () => (waited += 1) }));
      should(pass?.companions).be.empty();
      pass?.release(true);
      should(waited).equal(0);
      should(clock.pending).equal(0);
    });

    it("tells each once that it waits", async () => {
      let waited = 0;
      void run("a", [calls(1)]);
      for (const name of ["b", "c", "d"]) void run(name, [calls(1)], { onQueued: () => (waited += 1) });
      await clock.advance(10_000);
      should(log).eql(["a at 0", "b at 1001", "c at 2002", "d at 3003"]);
      should(waited).equal(3);
      should(clock.pending).equal(0);
    });

    it("lets who comes again go before those who came later", async () => {
      const again = queue.nextPlace();
      void run("a", [calls(1)]);
      void run("later", [calls(1)]);
      void run("still later", [calls(1)]);
      await clock.advance(500);
      void run("again", [calls(1)], { place: again });
      await clock.advance(10_000);
      should(log).eql(["a at 0", "again at 1001", "later at 2002", "still later at 3003"]);
    });

    it("does so however many lanes each needs, and whichever of them is full", async () => {
      const group = charge("group 1", 2);
      for (let index = 0; index < 6; index += 1) void run(`${index}`, index % 2 === 0 ? [group, calls(1)] : [calls(1)]);
      await clock.advance(10_000);
      should(log.map((line) => line[0])).eql(["0", "1", "2", "3", "4", "5"]);
      should(clock.pending).equal(0);
    });

    it("lets one go first whose timer is late", async () => {
      let lateMs = 0;
      const busy: Clock = { now: () => clock.now() + lateMs, after: (ms, run) => clock.after(ms, run) };
      queue = createCallQueue(busy, createMemoryCounts(busy).lanesFor({ creditMs: () => 0, onRoom: () => undefined }));
      void run("a", [calls(1)]);
      void run("waiting", [calls(1)]);
      await clock.advance(0);
      lateMs = 5_000;
      void run("new", [calls(1)]);
      await clock.advance(10_000);
      should(log.map((line) => line.split(" ")[0])).eql(["a", "waiting", "new"]);
      should(log[1]).equal("waiting at 0");
    });
  });

  describe("keeps the limits", () => {
    it("keeps a place taken until one window after the answer, not after the start", async () => {
      void run("a", [calls(1)], { tookMs: 5_000 });
      void run("b", [calls(1)]);
      await clock.advance(20_000);
      should(log).eql(["a at 0", "b at 6001"]);
      should(clock.pending).equal(0);
    });

    it("gives back at once what never reached the service", async () => {
      void run("a", [calls(1)], { tookMs: 10, reached: false });
      void run("b", [calls(1)]);
      await clock.advance(20_000);
      should(log).eql(["a at 0", "b at 10"]);
    });

    it("gives back once, however often it is told", async () => {
      const pass = await queue.enter(turn([calls(1)]));
      pass?.release(false);
      pass?.release(false);
      void enter("b", [calls(1)]);
      void enter("c", [calls(1)]);
      await clock.advance(0);
      should(log).eql(["b at 0"]);
    });

    it("counts each lane by weight, in its own window", async () => {
      const users = (count: number): readonly Charge[] => [charge("users", 1_000, count, 60_000), calls(100)];
      void run("600", users(600));
      void run("400", users(400));
      void run("1", users(1));
      await clock.advance(100_000);
      should(log).eql(["600 at 0", "400 at 0", "1 at 60060"]);
    });

    it("lets what is larger than a limit pass alone, and hangs nobody behind it", async () => {
      void run("small", [charge("users", 10, 3)]);
      void run("large", [charge("users", 10, 50)], { tookMs: 100 });
      void run("next", [charge("users", 10, 1)]);
      await clock.advance(10_000);
      should(log).eql(["small at 0", "large at 1001", "next at 2102"]);
      should(clock.pending).equal(0);
    });

    it("sends nothing through a lane that cannot count", async () => {
      const broken = { ...charge("broken", NaN), weight: NaN };
      void enter("broken", [broken], { expiresAt: 100 });
      void run("other", [calls(1)]);
      await clock.advance(1_000);
      should(log).eql(["other at 0", "broken CHAT_EXPIRED at 100"]);
      should(clock.pending).equal(0);
    });
  });

  describe("lets nobody wait behind a lane that they do not need", () => {
    it("lets an alarm pass a history that waits for its minute", async () => {
      const history = [charge("history", 1, 1, 60_000), calls(1)];
      let waited = 0;
      void run("hour", history);
      await clock.advance(2_000);
      void run("next hour", history);
      void run("alarm", [calls(1)], { onQueued: () => (waited += 1) });
      for (const name of ["second", "third"]) void run(name, [calls(1)]);
      await clock.advance(10_000);
      should(log).eql(["hour at 0", "alarm at 2000", "second at 3001", "third at 4002"]);
      should(waited).equal(0);
      await clock.advance(60_000);
      should(log[4]).match(/^next hour at 60\d\d\d$/);
      should(clock.pending).equal(0);
    });

    it("delays no other group, no user and no history by the flood to one group", async () => {
      const all = calls(10);
      const group = (id: number): Charge => charge(`group ${id}`, 2);
      for (let index = 0; index < 500; index += 1) void run("flood", [group(1), all]);
      for (let at = 0; at < 20_000; at += 500) {
        clock.after(at, () => {
          void run("group", [group(2), all]);
          void run("user", [charge("users", 1_000, 1, 60_000), all]);
          void run("history", [charge("history", 1_000, 1, 60_000), all]);
        });
      }
      await clock.advance(20_000);
      const entered = Array.from({ length: 40 }, (_, index) => index * 500);
      for (const name of ["group", "user", "history"]) {
        const times = timesOf(name);
        // A second may be full; then they go in the next, together with what came before them.
        entered.forEach((at, index) => should(times[index]).be.within(at, at + 1_002));
      }
      should(timesOf("flood").length).be.within(36, 40);
    });

    it("uses all calls although many wait for busy groups", async () => {
      const all = calls(10);
      for (let index = 0; index < 300; index += 1) void run("flood", [charge(`group ${index % 3}`, 1), all]);
      for (let index = 0; index < 300; index += 1) void run("user", [all]);
      await clock.advance(20_000);
      // Ten a second of both together, three of the flood.
      should(timesOf("flood").length).be.within(57, 60);
      should(timesOf("flood").length + timesOf("user").length).be.within(190, 200);
    });
  });

  describe("starves nobody", () => {
    it("waits for all lanes of a call", async () => {
      void run("a", [charge("group 1", 1)]);
      void run("b", [charge("group 2", 1)], { tookMs: 500 });
      void run("both", [charge("group 1", 1), charge("group 2", 1)]);
      void run("other", [charge("group 3", 1)]);
      await clock.advance(10_000);
      should(log).eql(["a at 0", "b at 0", "other at 0", "both at 1501"]);
    });

    it("lets a message to several busy groups go", async () => {
      const groups = [1, 2, 3].map((id) => charge(`group ${id}`, 1));
      // Each group is asked for more often than it has room, at other times than the others.
      groups.forEach((group, index) => {
        for (let at = 0; at < 60_000; at += 400)
          clock.after(at + 130 * index, () => void run("flood", [group, calls(50)]));
      });
      await clock.advance(2_000);
      void run("to all", [...groups, calls(50)]);
      void run("to all, otherwise", [...[...groups].reverse(), calls(50)]);
      await clock.advance(20_000);
      should(timesOf("to all")).have.length(1);
      should(timesOf("to all, otherwise")).have.length(1);
      await clock.advance(300_000);
      should(clock.pending).equal(0);
    });

    it("lets a heavy one go although light ones keep coming", async () => {
      void run("first", [charge("users", 10, 8, 1_000)]);
      void run("heavy", [charge("users", 10, 10, 1_000)]);
      for (let at = 0; at < 5_000; at += 50) clock.after(at, () => void run("light", [charge("users", 10, 1, 1_000)]));
      await clock.advance(1_100);
      should(log.slice(0, 2)).eql(["first at 0", "heavy at 1001"]);
    });
  });

  describe("releases the head on every path", () => {
    it("lets those behind go on when the one before them is stopped", async () => {
      const stopping = stoppable();
      void run("first", [charge("users", 10, 5)]);
      void enter("large", [charge("users", 10, 9)], { signal: stopping.signal });
      void enter("small", [charge("users", 10, 5)]);
      await clock.advance(100);
      stopping.stop();
      await clock.advance(0);
      should(log).eql(["first at 0", "large CHAT_STOPPED at 100", "small at 100"]);
    });

    it("lets nobody go whose signal is the one that stops others", async () => {
      const { signal, stop } = stoppable();
      void run("first", [charge("users", 10, 5)]);
      void enter("large", [charge("users", 10, 9)], { signal });
      void enter("small", [charge("users", 10, 5)], { signal });
      await clock.advance(100);
      stop();
      await clock.advance(0);
      should(log).eql(["first at 0", "large CHAT_STOPPED at 100", "small CHAT_STOPPED at 100"]);
    });

    it("lets nobody in who has been stopped, or is too old", async () => {
      const stopped = await failureOf(queue.enter(turn([calls(1)], { signal: AbortSignal.abort() })));
      should(stopped).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
      await clock.advance(10);
      should((await failureOf(queue.enter(turn([], { expiresAt: 10 })))).code).equal("CHAT_EXPIRED");
    });

    it("fails at their time those who wait, also behind others", async () => {
      await queue.enter(turn([calls(1)]));
      void enter("head", [calls(1)], { expiresAt: 5_000 });
      void enter("behind", [calls(1)], { expiresAt: 2_000 });
      await clock.advance(10_000);
      should(log).eql(["behind CHAT_EXPIRED at 2000", "head CHAT_EXPIRED at 5000"]);
      should(clock.pending).equal(0);
    });

    it("lets go who stood behind one that waited for two lanes and is stopped, too old, or refused", async () => {
      const both = [charge("group 1", 1), charge("group 2", 1), calls(1)];
      const { signal, stop } = stoppable();
      void run("call", [calls(1)], { tookMs: 700 });
      void enter("stopped", both, { signal });
      void enter("old", both, { expiresAt: 300 });
      void run("behind", [charge("group 1", 1), calls(1)]);
      await clock.advance(100);
      stop();
      await clock.advance(10_000);
      should(log).eql(["call at 0", "stopped CHAT_STOPPED at 100", "old CHAT_EXPIRED at 300", "behind at 1701"]);
      should(clock.pending).equal(0);
    });

    it("survives one who stops everything while being told to wait", async () => {
      const { signal, stop } = stoppable();
      void run("first", [calls(1)]);
      void enter("stopping", [calls(1)], { signal, onQueued: stop });
      void run("next", [calls(1)]);
      await clock.advance(5_000);
      should(log).eql(["first at 0", "stopping CHAT_STOPPED at 0", "next at 1001"]);
      should(clock.pending).equal(0);
    });

    it("survives calls that come, end and stop in the middle of others", async () => {
      const { signal, stop } = stoppable();
      const first = await queue.enter(turn([calls(1)]));
      void enter("stopped", [calls(1)], { signal });
      void run("next", [calls(1)]);
      signal.addEventListener("abort", () => {
        void run("new", [calls(1)]);
        first?.release(false);
      });
      await clock.advance(100);
      stop();
      await clock.advance(10_000);
      should(log).eql(["stopped CHAT_STOPPED at 100", "next at 100", "new at 1101"]);
      should(clock.pending).equal(0);
    });
  });

  describe("is bounded", () => {
    it("does not let too many wait", async () => {
      queue = create(5);
      await queue.enter(turn([calls(1)]));
      for (let index = 0; index < 5; index += 1) void enter("in", [calls(1)]);
      should(await failureOf(queue.enter(turn([calls(1)])))).match({
        code: "CHAT_OUTBOX_FULL",
        details: { outcome: "not-sent" },
      });
    });

    it("takes in again whom it took in before, however many wait", async () => {
      queue = create(2);
      const place = queue.nextPlace();
      void run("refused", [calls(1)], { place });
      for (let index = 0; index < 2; index += 1) void run("in", [calls(1)]);
      void run("refused again", [calls(1)], { place });
      await clock.advance(10_000);
      should(log).eql(["refused at 0", "refused again at 1001", "in at 2002", "in at 3003"]);
    });

    it("leaves no timer when all who waited have gone", async () => {
      const { signal, stop } = stoppable();
      const pass = await queue.enter(turn([calls(1)]));
      const waiting = [1, 2, 3].map(() => enter("w", [calls(1)], { signal }));
      pass?.release(true);
      should(clock.pending).be.above(0);
      stop();
      await Promise.all(waiting);
      should(clock.pending).equal(0);
    });

    it("says how long the next who waits for a limit has to", async () => {
      should(queue.limitedForMs()).be.undefined();
      void run("a", [charge("users", 1, 1, 60_000), calls(100)]);
      void run("b", [charge("users", 1, 1, 60_000), calls(100)]);
      await clock.advance(10_000);
      should(queue.limitedForMs()).be.within(50_000, 50_100);
      await clock.advance(60_000);
      should(queue.limitedForMs()).be.undefined();
    });

    it("forgets all who waited, their lanes and their kinds", async () => {
      queue = create(100_000);
      const before = heapUsed();
      for (let round = 0; round < 10; round += 1) {
        const { signal, stop } = stoppable();
        const waiting = Array.from({ length: 3_000 }, (_, index) => {
          const kind = `${round} ${index} ${"long".repeat(100)}`;
          const together = { kind, traveller: "", charges: [], gather: () => undefined };
          return enter("gone", [charge(`group ${round} ${index}`, 1), calls(1)], { signal, together });
        });
        const [first] = await Promise.all([waiting[0], clock.advance(0)]);
        stop();
        await Promise.all(waiting);
        first?.release(true);
        await clock.advance(1_002);
      }
      log = [];
      should(heapUsed() - before).be.below(5e6);
      should(clock.pending).equal(0);
    });

    it("stays quick and small, however many groups it has called", async () => {
      let groups = 0;
      /** @returns what it cost of the processor's time, microseconds: the same however busy the machine is */
      async function callGroups(count: number): Promise<number> {
        const from = process.cpuUsage();
        for (let call = 0; call < count; call += 1) {
          if (call % 100 === 0) await clock.advance(1_001);
          groups += 1;
          const pass = await queue.enter(turn([charge(`group ${groups}`, 20), calls(100)]));
          pass?.release(true);
        }
        const { user, system } = process.cpuUsage(from);
        return user + system;
      }
      await callGroups(2_000);
      const before = heapUsed();
      const first = await callGroups(5_000);
      await callGroups(30_000);
      const last = await callGroups(5_000);
      // A hundred bytes a group; one that is kept takes some thousands.
      should(heapUsed() - before).be.below(40_000 * 100);
      // Were each to look at all before it, the last would cost nine times as much.
      should(last / first).be.below(3);
      should(clock.pending).equal(0);
    });
  });
});
