import should from "should";
import type { LaneAnswer, LaneStatement } from "../../../../src/delivery/limits/lane-exchange";
import { sharedLane } from "../../../../src/delivery/limits/shared-lane";
import type { SharedLane } from "../../../../src/delivery/limits/shared-lane";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";

const windowMs = 1_000;
const heartbeatMs = 5_000;
const yes: LaneAnswer = { granted: 1, roomInMs: undefined, askInMs: 0, since: "first" };
const no: LaneAnswer = { ...yes, granted: 0, askInMs: 80 };

describe("a lane's part in this process", () => {
  let clock: FakeClock;
  let lane: SharedLane;
  let told: LaneStatement[];
  let rooms: number;
  /** What Redis says to who wants something; `undefined`: it cannot be reached. */
  let answer: LaneAnswer | undefined;
  let roundTripMs: number;
  let creditMs: number;

  beforeEach(() => {
    clock = createFakeClock(1_000_000);
    told = [];
    rooms = 0;
    answer = yes;
    roundTripMs = 0;
    creditMs = 0;
    create(10);
  });

  function create(limit: number): void {
    const exchange = async (statement: LaneStatement): Promise<LaneAnswer> => {
      told.push(statement);
      await new Promise<void>((resolve) => clock.after(roundTripMs, resolve));
      if (answer === undefined) throw new Error("away");
      return statement.need > 0 ? answer : { ...answer, granted: 0, askInMs: 0 };
    };
    const limits = { name: "calls", limit, windowMs };
    lane = sharedLane(limits, { clock, exchange, heartbeatMs, creditMs: () => creditMs, onRoom: () => (rooms += 1) });
  }

  const roomAt = (weight: number): number => lane.roomAt(weight, clock.now());

  /** Asks until so much is leased, and takes it. */
  async function take(weight: number): Promise<void> {
    answer = { ...yes, granted: weight };
    should(roomAt(weight)).equal(Infinity);
    await clock.advance(roundTripMs);
    should(roomAt(weight)).equal(clock.now());
    lane.take(weight);
    answer = { ...yes, granted: 0 };
  }

  /** What was said since this was last asked, as short as it matters here. */
  function said(): readonly object[] {
    return told.splice(0).map(({ held, ended, need }) => ({ held, ended, need }));
  }

  it("asks for room, tells when it has come, and gives it without asking again", async () => {
    should(roomAt(1)).equal(Infinity);
    should(roomAt(1)).equal(Infinity);
    should(rooms).equal(0);
    await clock.advance(0);
    should(told).eql([
      { lane: { name: "calls", limit: 10, windowMs }, held: 0, ended: [], need: 1, wish: 1, since: undefined },
    ]);
    should(rooms).equal(1);
    should(roomAt(1)).equal(clock.now());
    should(told).have.length(1);
  });

  it("asks for the least that is of use, and wishes for the most", async () => {
    answer = { ...yes, granted: 0 };
    roomAt(4);
    await clock.advance(0);
    roundTripMs = 10;
    roomAt(3);
    for (const weight of [5, 2, 7]) roomAt(weight);
    await clock.advance(10);
    // Somebody wants less than was asked for.
    should(rooms).equal(1);
    roomAt(2);
    await clock.advance(10);
    should(told.map(({ need, wish }) => [need, wish])).eql([
      [4, 4],
      [3, 3],
      [2, 7],
    ]);
  });

  it("takes a heavier one than the limit for one as heavy as the limit", async () => {
    answer = { ...yes, granted: 10 };
    roomAt(15);
    await clock.advance(0);
    should(told.map(({ need, wish }) => [need, wish])).eql([[10, 10]]);
    should(roomAt(15)).equal(clock.now());
    lane.take(15);
    lane.free(15, clock.now());
    answer = { ...yes, granted: 0 };
    await clock.advance(25);
    should(said().at(-1)).eql({ held: 0, ended: [{ weight: 10, agoMs: 24 }], need: 0 });
  });

  it("gives back what nobody uses within 50 ms and four round trips", async () => {
    roundTripMs = 10;
    roomAt(1);
    await clock.advance(10);
    answer = { ...yes, granted: 0 };
    await clock.advance(89);
    should(roomAt(1)).equal(clock.now());
    should(told).have.length(1);
    await clock.advance(1);
    should(said().at(-1)).eql({ held: 0, ended: [], need: 0 });
    await clock.advance(10);
    should(clock.pending).equal(0);
    should(lane.isEmpty(clock.now())).be.true();
  });

  it("uses one part after the other of what it has leased", async () => {
    answer = { ...yes, granted: 3 };
    roomAt(1);
    await clock.advance(0);
    lane.take(1);
    should(roomAt(2)).equal(clock.now());
    lane.take(2);
    should(roomAt(1)).equal(Infinity);
    should(told).have.length(2);
  });

  it("keeps what is still fresh of its lease when it tells something", async () => {
    answer = { ...yes, granted: 5 };
    roomAt(1);
    await clock.advance(0);
    lane.take(1);
    answer = { ...yes, granted: 0 };
    lane.free(1, clock.now());
    await clock.advance(25);
    should(told.at(-1)).match({ held: 4, need: 0, wish: 0 });
    should(roomAt(4)).equal(clock.now());
    // Nobody is told of room who could not but know of it.
    should(rooms).equal(1);
  });

  it("tells whoever asked while it was telling something, so that they ask again", async () => {
    await take(1);
    roundTripMs = 40;
    lane.free(1, clock.now());
    await clock.advance(25);
    rooms = 0;
    should(roomAt(1)).equal(Infinity);
    await clock.advance(40);
    should(rooms).equal(1);
  });

  describe("wishes for", () => {
    beforeEach(() => create(100));

    async function wish(): Promise<number | undefined> {
      roomAt(1);
      await clock.advance(0);
      return told.filter(({ need }) => need > 0).at(-1)?.wish;
    }

    for (const [afterMs, next] of [
      [99, 20],
      [100, 5],
    ] as const) {
      it(`${next} where what came for a wish of five was used up within ${afterMs} ms`, async () => {
        should(await wish()).equal(5);
        lane.take(1);
        await clock.advance(afterMs);
        should(await wish()).equal(next);
      });
    }

    it("no more than was used where something was left", async () => {
      answer = { ...yes, granted: 5 };
      await wish();
      lane.take(2);
      await clock.advance(200);
      should(await wish()).equal(2);
    });
  });

  it("keeps for others what never reached the service, for 50 ms", async () => {
    await take(3);
    await clock.advance(60);
    should(said().at(-1)).eql({ held: 3, ended: [], need: 0 });
    lane.free(3, undefined);
    should(roomAt(3)).equal(clock.now());
    await clock.advance(49);
    should(said()).eql([]);
    should(roomAt(3)).equal(clock.now());
    await clock.advance(1);
    should(said()).eql([{ held: 0, ended: [], need: 0 }]);
    should(lane.isEmpty(clock.now())).be.true();
  });

  it("tells what has ended, 25 ms after the first of it, with its age and its credit", async () => {
    await take(3);
    creditMs = 7;
    lane.free(1, clock.now() - 2);
    await clock.advance(10);
    lane.free(1, clock.now());
    await clock.advance(14);
    should(told).have.length(1);
    await clock.advance(1);
    should(told).have.length(2);
    should(said().at(-1)).eql({
      held: 1,
      ended: [
        { weight: 1, agoMs: 26 + 7 },
        { weight: 1, agoMs: 14 + 7 },
      ],
      need: 0,
    });
  });

  it("tells what ended while it was telling something else", async () => {
    await take(2);
    roundTripMs = 40;
    lane.free(1, clock.now());
    await clock.advance(30);
    should(told.splice(0)).have.length(2);
    lane.free(1, clock.now());
    await clock.advance(34);
    should(told).be.empty();
    await clock.advance(30);
    should(said()).eql([{ held: 0, ended: [{ weight: 1, agoMs: 59 }], need: 0 }]);
  });

  it("gives back what came back unused, and was not wanted, while it was telling something else", async () => {
    await take(2);
    roundTripMs = 70;
    lane.free(1, clock.now());
    await clock.advance(25);
    should(said().at(-1)).eql({ held: 1, ended: [{ weight: 1, agoMs: 24 }], need: 0 });
    lane.free(1, undefined);
    await clock.advance(70);
    should(lane.isEmpty(clock.now() + windowMs)).be.false();
    await clock.advance(25);
    should(said()).eql([{ held: 0, ended: [], need: 0 }]);
  });

  it("says that it lives as long as it holds something", async () => {
    await take(2);
    await clock.advance(60);
    said();
    await clock.advance(heartbeatMs);
    should(said()).eql([{ held: 2, ended: [], need: 0 }]);
    await clock.advance(heartbeatMs);
    should(said()).eql([{ held: 2, ended: [], need: 0 }]);
    lane.free(2, clock.now());
    await clock.advance(25);
    said();
    await clock.advance(10 * heartbeatMs);
    should(said()).eql([]);
    should(clock.pending).equal(0);
  });

  it("does not use a lease of before its process stood still", async () => {
    roomAt(1);
    await clock.advance(0);
    const later = clock.now() + 2 * heartbeatMs;
    should(lane.roomAt(1, later)).equal(later);
    should(lane.roomAt(1, later + 1)).equal(Infinity);
    should(said().at(-1)).eql({ held: 0, ended: [], need: 1 });
  });

  it("says which count it has a part in, for as long as it has one", async () => {
    const sinceOfNext = async (): Promise<string | undefined> => {
      told = [];
      roomAt(10);
      await clock.advance(0);
      return told[0]?.since;
    };
    answer = { ...yes, granted: 0 };
    should(await sinceOfNext()).be.undefined();
    await take(1);
    should(await sinceOfNext()).equal("first");
    creditMs = 100;
    lane.free(1, clock.now());
    await clock.advance(899);
    should(await sinceOfNext()).equal("first");
    await clock.advance(1);
    should(await sinceOfNext()).be.undefined();
  });

  describe("where Redis says no", () => {
    it("waits until the moment that it foretells", async () => {
      answer = { ...no, roomInMs: 70.5, askInMs: 70.5 };
      roomAt(2);
      await clock.advance(0);
      should(rooms).equal(1);
      const at = clock.now() + 71;
      should(roomAt(2)).equal(at);
      should(roomAt(3)).equal(at);
      await clock.advance(70);
      should(roomAt(2)).equal(at);
      should(said()).have.length(1);
      await clock.advance(1);
      should(roomAt(2)).equal(Infinity);
      should(said()).eql([{ held: 0, ended: [], need: 2 }]);
    });

    it("asks again when it may, and tells so, where Redis cannot foretell it", async () => {
      answer = { ...no, roomInMs: 90 };
      roomAt(2);
      await clock.advance(79);
      should(rooms).equal(0);
      should(roomAt(2)).equal(Infinity);
      should(said()).have.length(1);
      await clock.advance(1);
      should(rooms).equal(1);
      should(roomAt(2)).equal(Infinity);
      should(said()).eql([{ held: 0, ended: [], need: 2 }]);
    });

    it("does not ask again because it has told something else meanwhile", async () => {
      await take(1);
      answer = no;
      roomAt(2);
      await clock.advance(0);
      answer = { ...yes, granted: 0 };
      lane.free(1, clock.now());
      await clock.advance(30);
      should(said()).have.length(3);
      should(roomAt(2)).equal(Infinity);
      should(said()).be.empty();
    });

    it("asks at once for less than what it was refused", async () => {
      answer = no;
      roomAt(2);
      await clock.advance(0);
      roomAt(1);
      should(said().at(-1)).eql({ held: 0, ended: [], need: 1 });
    });

    it("forgets the no when it gets room", async () => {
      answer = no;
      roomAt(2);
      await clock.advance(0);
      answer = { ...yes, granted: 1 };
      roomAt(1);
      await clock.advance(0);
      said();
      should(roomAt(2)).equal(Infinity);
      should(said()).eql([{ held: 1, ended: [], need: 2 }]);
    });
  });

  describe("where Redis is away", () => {
    beforeEach(() => {
      answer = undefined;
    });

    it("gives no room, and tries again ever more seldom, at least every five seconds", async () => {
      roomAt(1);
      await clock.advance(0);
      const waits: number[] = [];
      for (let tries = 0; tries < 8; tries += 1) {
        const [before, startMs] = [told.length, clock.now()];
        should(roomAt(1)).equal(Infinity);
        while (told.length === before) await clock.advance(1);
        waits.push(clock.now() - startMs);
      }
      should(waits).eql([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
      should(rooms).equal(8);
      answer = yes;
      await clock.advance(5_000);
      roomAt(1);
      await clock.advance(0);
      should(roomAt(1)).equal(clock.now());
      // Begins again with short waits.
      lane.take(1);
      answer = undefined;
      lane.free(1, clock.now());
      await clock.advance(25);
      const { length } = told;
      await clock.advance(199);
      should(told).have.length(length);
      await clock.advance(1);
      should(told).have.length(length + 1);
    });

    it("tells later what has ended meanwhile, but nothing that counts no more", async () => {
      await take(2);
      answer = undefined;
      lane.free(1, clock.now());
      await clock.advance(500);
      lane.free(1, clock.now());
      // Tried after 25, 225, 525 and 1,325 ms; the next time is after 2,925.
      await clock.advance(1_000);
      should(told.splice(0)).have.length(5);
      answer = { ...yes, granted: 0 };
      await clock.advance(5_000);
      should(said()).eql([{ held: 0, ended: [{ weight: 1, agoMs: 2_424 }], need: 0 }]);
    });

    it("asks at once when it is there again, and tells those who wait", async () => {
      roomAt(1);
      await clock.advance(10);
      answer = yes;
      should(rooms).equal(0);
      lane.retry();
      should(rooms).equal(1);
      roomAt(1);
      await clock.advance(0);
      should(roomAt(1)).equal(clock.now());
      told = [];
      lane.retry();
      await clock.advance(0);
      should(told).be.empty();
      should(rooms).equal(2);
    });

    it("tells at once what could not be told when it is there again", async () => {
      await take(1);
      answer = undefined;
      lane.free(1, clock.now());
      await clock.advance(30);
      answer = { ...yes, granted: 0 };
      told = [];
      lane.retry();
      await clock.advance(0);
      should(said()).eql([{ held: 0, ended: [{ weight: 1, agoMs: 29 }], need: 0 }]);
    });
  });

  it("gives no room while it is held, and asks nobody", async () => {
    const at = clock.now() + 300;
    lane.hold(at);
    lane.hold(at - 100);
    should(roomAt(1)).equal(at);
    should(told).be.empty();
    should(lane.isEmpty(at - 1)).be.false();
    should(lane.isEmpty(at)).be.true();
    await clock.advance(300);
    should(roomAt(1)).equal(Infinity);
    should(told).have.length(1);
  });

  it("is empty when nothing is leased, in use, to be told, or counts", async () => {
    should(lane.isEmpty(clock.now())).be.true();
    roundTripMs = 5;
    answer = { ...yes, granted: 0 };
    roomAt(1);
    should(lane.isEmpty(clock.now())).be.false();
    await clock.advance(5);
    should(lane.isEmpty(clock.now())).be.true();
    await take(1);
    should(lane.isEmpty(clock.now())).be.false();
    lane.free(1, clock.now());
    const endedMs = clock.now();
    should(lane.isEmpty(endedMs + windowMs)).be.false();
    await clock.advance(100);
    should(lane.isEmpty(endedMs + windowMs - 1)).be.false();
    should(lane.isEmpty(endedMs + windowMs)).be.true();
  });

  describe("on closing", () => {
    it("gives back what is not used, counts what is from now on, and gives no room any more", async () => {
      answer = { ...yes, granted: 5 };
      roomAt(5);
      await clock.advance(0);
      lane.take(2);
      const closing = lane.close();
      await clock.advance(0);
      await closing;
      should(said().slice(1)).eql([{ held: 0, ended: [{ weight: 2, agoMs: 0 }], need: 0 }]);
      should(roomAt(1)).equal(Infinity);
      lane.free(2, clock.now());
      lane.retry();
      await clock.advance(10 * heartbeatMs);
      await lane.close();
      should(said()).be.empty();
      should(clock.pending).equal(0);
      should(rooms).equal(1);
    });

    it("says nothing where Redis knows of nothing", async () => {
      await lane.close();
      should(told).be.empty();
    });

    it("gives back what comes after it", async () => {
      roundTripMs = 10;
      answer = { ...yes, granted: 5 };
      roomAt(5);
      roomAt(2);
      const closing = lane.close();
      await clock.advance(20);
      await closing;
      should(said()).eql([
        { held: 0, ended: [], need: 5 },
        { held: 0, ended: [], need: 0 },
      ]);
      should(rooms).equal(0);
      should(clock.pending).equal(0);
    });

    it("gives back what it leased on top of just as much", async () => {
      await take(2);
      answer = { ...yes, granted: 2 };
      roomAt(2);
      await clock.advance(0);
      const closing = lane.close();
      await clock.advance(0);
      await closing;
      should(said().at(-1)).eql({ held: 0, ended: [{ weight: 2, agoMs: 0 }], need: 0 });
    });

    it("takes no notice of a no that comes after it", async () => {
      roundTripMs = 10;
      answer = no;
      roomAt(5);
      const closing = lane.close();
      await clock.advance(200);
      await closing;
      should(rooms).equal(0);
      should(clock.pending).equal(0);
    });

    it("ends without Redis, and leaves no timer", async () => {
      await take(1);
      answer = undefined;
      lane.free(1, clock.now());
      await clock.advance(30);
      const closing = lane.close();
      await clock.advance(0);
      await closing;
      should(clock.pending).equal(0);
      const { length } = told;
      lane.retry();
      await clock.advance(10 * heartbeatMs);
      should(told).have.length(length);
    });
  });
});
