import should from "should";
import { createCallQueue } from "../../../../src/delivery/limits/call-queue";
import type { CallQueue } from "../../../../src/delivery/limits/call-queue";
import type { Lanes } from "../../../../src/delivery/limits/lane";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import type { MemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import { createFakeClock } from "../../../support/fake-clock";
import { describeLanes } from "./lane.conformance";

describe("lanes in memory", () => {
  describeLanes(
    (options) => {
      const clock = createFakeClock();
      const lanes = createMemoryCounts(clock).lanesFor(options);
      return Promise.resolve({
        lanes,
        now: () => clock.now(),
        pass: (ms) => clock.advance(ms),
        end: () => lanes.close(),
      });
    },
    1_000,
    5,
  );

  describe("of one app", () => {
    const calls = { name: "calls", limit: 2, windowMs: 1_000 };

    /** A queue that notes when it is told of room. */
    function queueOf(counts: MemoryCounts): Lanes & { readonly told: number } {
      let told = 0;
      const lanes = counts.lanesFor({ creditMs: () => 0, onRoom: () => (told += 1) });
      return {
        ...lanes,
        get told() {
          return told;
        },
      };
    }

    it("count what another queue took, one that has closed, too", async () => {
      const counts = createMemoryCounts(createFakeClock(0));
      const before = queueOf(counts);
      const [flying, answered] = [before.laneOf(calls), before.laneOf(calls)];
      flying.take(1);
      answered.take(1);
      answered.free(1, 500);
      await before.close();
      const lane = queueOf(counts).laneOf(calls);
      should(lane.roomAt(1, 600)).equal(1_501);
      should(lane.roomAt(2, 600)).equal(Infinity);
      flying.free(1, 700);
      should(lane.roomAt(2, 700)).equal(1_701);
    });

    it("count anew where a limit below one has a window of another length", () => {
      const counts = createMemoryCounts(createFakeClock(0));
      const slow = queueOf(counts).laneOf({ name: "calls", limit: 1, windowMs: 4_000 });
      slow.take(1);
      slow.free(1, 0);
      const lane = queueOf(counts).laneOf(calls);
      lane.take(2);
      lane.free(2, 0);
      should(lane.roomAt(1, 10)).equal(1_001);
      should(slow.roomAt(1, 10)).equal(4_004);
    });

    it("tell a queue that could not know when another gives something back", () => {
      const counts = createMemoryCounts(createFakeClock(0));
      const [one, other] = [queueOf(counts), queueOf(counts)];
      one.laneOf(calls).take(2);
      one.laneOf(calls).free(1, undefined);
      should(other.told).equal(0);
      should(other.laneOf(calls).roomAt(2, 0)).equal(Infinity);
      one.laneOf(calls).free(1, undefined);
      should(other.laneOf(calls).roomAt(2, 0)).equal(0);
      should([one.told, other.told]).eql([0, 1]);
      other.laneOf(calls).take(2);
      other.laneOf(calls).free(2, undefined);
      should([one.told, other.told]).eql([0, 1]);
    });

    it("tell it when the last word comes from a queue that has closed", async () => {
      const counts = createMemoryCounts(createFakeClock(0));
      const [before, after] = [queueOf(counts), queueOf(counts)];
      const flying = before.laneOf(calls);
      flying.take(2);
      should(after.laneOf(calls).roomAt(1, 0)).equal(Infinity);
      await before.close();
      flying.free(2, 0);
      should(after.told).equal(1);
    });

    it("keep no turn for a queue that has closed", async () => {
      const counts = createMemoryCounts(createFakeClock(0));
      const [first, second, third] = [queueOf(counts), queueOf(counts), queueOf(counts)];
      third.laneOf(calls).take(2);
      third.laneOf(calls).free(2, 0);
      should(first.laneOf(calls).roomAt(1, 10)).equal(1_001);
      should(second.laneOf(calls).roomAt(1, 10)).equal(Infinity);
      await first.close();
      should(second.told).equal(1);
      should(second.laneOf(calls).roomAt(1, 10)).equal(1_001);
    });

    it("are forgotten of groups that come and go, but not where something counts", () => {
      const lanes = queueOf(createMemoryCounts(createFakeClock(0)));
      const groups = Array.from({ length: 3_000 }, (_, id) => ({ name: `group ${id}`, limit: 1, windowMs: 1_000 }));
      const [first, second, ...others] = groups.map((group) => {
        const lane = lanes.laneOf(group);
        if (group.name === "group 0") lane.take(1);
        return lane;
      });
      should(others).have.length(2_998);
      should(lanes.laneOf({ name: "group 0", limit: 1, windowMs: 1_000 })).equal(first);
      should(first?.roomAt(1, 0)).equal(Infinity);
      should(lanes.laneOf({ name: "group 1", limit: 1, windowMs: 1_000 })).not.equal(second);
    });

    for (const limit of [1, 5, 20]) {
      it(`let queues take turns, however much one of them has waiting (${limit} at a time)`, async () => {
        const clock = createFakeClock(0);
        const counts = createMemoryCounts(clock);
        const gone: string[] = [];
        const begin = (): ((name: string, tookMs: number) => void) => {
          const lanes = counts.lanesFor({ creditMs: () => 0, onRoom: () => queue.onRoom() });
          const queue: CallQueue<string> = createCallQueue(clock, lanes);
          return (name, tookMs) => {
            const charges = [{ limit: { ...calls, limit }, weight: 1, takenBy: "all" as const }];
            const place = queue.nextPlace();
            void queue.enter({ charges, place, signal: new AbortController().signal, expiresAt: 1e9 }).then((pass) => {
              gone.push(name);
              clock.after(tookMs, () => pass?.release(true));
            });
          };
        };
        const [flood, other] = [begin(), begin()];
        // Answers that come one after the other, so that the limit becomes free bit by bit.
        for (let index = 0; index < 20 * limit; index += 1) flood("flood", 5 + 20 * (index % limit));
        await clock.advance(3_000);
        const before = gone.length;
        for (const name of ["alarm 1", "alarm 2"]) other(name, 5);
        await clock.advance(5_000);
        should(gone.indexOf("alarm 1")).be.within(before, before + 2);
        should(gone.indexOf("alarm 2")).be.within(before, before + 4);
        await clock.advance(30_000);
        should(gone).have.length(20 * limit + 2);
        should(clock.pending).equal(0);
      });
    }
  });
});
