import { EventEmitter } from "node:events";
import type { Redis } from "ioredis";
import should from "should";
import { systemClock } from "../../../../src/client/clock";
import type { Clock } from "../../../../src/client/clock";
import type { Lane, LaneLimit, Lanes, LanesOptions } from "../../../../src/delivery/limits/lane";
import { createRedisLanes } from "../../../../src/delivery/limits/redis-lanes";
import { openRedisConnection } from "../../../../src/delivery/outbox/redis-connection";
import type { RedisConnection } from "../../../../src/delivery/outbox/redis-connection";
import { createFakeClock } from "../../../support/fake-clock";
import { startRedisServer } from "../../../../scripts/redis-server";
import type { RedisServer } from "../../../../scripts/redis-server";
import { describeLanes } from "./lane.conformance";
import { startRedisTime } from "./redis-time";
import type { RedisTime } from "./redis-time";

const windowMs = 300;
/** Long enough for what a test does, short enough to see it end. */
const leaseMs = 600;

/** A process, as far as Redis knows. */
interface Part {
  readonly lanes: Lanes;
  readonly connection: RedisConnection;
  /** Resolves when {@link LanesOptions.onRoom} is called next. */
  room(): Promise<void>;
}

describe("lanes in Redis", () => {
  let server: RedisServer;
  let prefix = "";
  let parts: Part[] = [];
  let time: RedisTime;
  /** Of the lanes; the machine's where Redis' own time is to be seen. */
  let clock: Clock;

  before(async () => {
    server = await startRedisServer({ appendOnly: true });
  });

  after(() => server.remove());

  beforeEach(() => {
    prefix = `chat:test:${Math.random().toString(36).slice(2)}`;
    time = startRedisTime();
    clock = time.clock;
  });

  afterEach(async () => {
    await Promise.all(parts.map(({ lanes }) => lanes.close()));
    await Promise.all(parts.map(({ connection }) => connection.close()));
    parts = [];
    time.stop();
  });

  function pass(ms: number): Promise<void> {
    return new Promise((resolve) => clock.after(ms, resolve));
  }

  /** To the fraction of a millisecond, where time is the machine's. */
  const arrivalMs = (): number => (clock === systemClock ? performance.now() : clock.now());

  async function join(options: Partial<LanesOptions> = {}): Promise<Part> {
    const waiting = new Set<() => void>();
    const { signal } = new AbortController();
    const connection = await time.still(openRedisConnection(server.url, { clock: systemClock, signal }));
    const onRoom = (): void => {
      options.onRoom?.();
      for (const tell of waiting) tell();
      waiting.clear();
    };
    const all = { creditMs: options.creditMs ?? (() => 0), onRoom };
    const redis = clock === systemClock ? connection.redis : time.timed(connection.redis);
    const lanes = createRedisLanes({ redis }, prefix, clock, all, leaseMs);
    const part: Part = { lanes, connection, room: () => new Promise((resolve) => waiting.add(() => resolve())) };
    parts.push(part);
    return part;
  }

  const laneOf = ({ lanes }: Part, limit: number, name = "calls"): Lane => lanes.laneOf({ name, limit, windowMs });

  function timeUp(ms: number): () => boolean {
    const endMs = clock.now() + ms;
    return () => clock.now() >= endMs;
  }

  /** Waits for room as a queue does: for the time foretold, or until it is told. */
  async function roomFor(part: Part, lane: Lane, weight: number, ms: number): Promise<boolean> {
    const endMs = clock.now() + ms;
    for (let now = clock.now(); now < endMs; now = clock.now()) {
      const room = part.room();
      const at = lane.roomAt(weight, now);
      if (at <= now) return true;
      await (at < Infinity ? pass(Math.min(at, endMs) - now) : Promise.race([room, pass(endMs - now)]));
    }
    return false;
  }

  async function take(part: Part, lane: Lane, weight: number): Promise<void> {
    should(await roomFor(part, lane, weight, 2_000)).equal(true);
    lane.take(weight);
  }

  /** Sends for as long as it is told to: each call arrives, and is answered, some time later. */
  async function work(
    part: Part,
    limit: number,
    weight: number,
    isOver: () => boolean,
    arrivals: Arrival[],
  ): Promise<number> {
    const lane = laneOf(part, limit);
    const flying: Promise<void>[] = [];
    while (!isOver()) {
      if (!(await roomFor(part, lane, weight, 50))) continue;
      lane.take(weight);
      const fly = async (): Promise<void> => {
        await pass(Math.random() * 15);
        arrivals.push({ atMs: arrivalMs(), weight });
        await pass(Math.random() * 15);
        lane.free(weight, clock.now());
      };
      flying.push(fly());
    }
    await Promise.all(flying);
    return flying.length;
  }

  describe("as all lanes do,", () => {
    describeLanes(
      async (options) => {
        const { lanes } = await join(options);
        return { lanes, now: () => clock.now(), pass, end: () => Promise.resolve() };
      },
      windowMs,
      40,
    );
  });

  it("never let more through together than one limit, and nearly that", async () => {
    const together = [await join(), await join(), await join()];
    const arrivals: Arrival[] = [];
    const counts = await Promise.all(together.map((part) => work(part, 40, 1, timeUp(2_400), arrivals)));
    should(mostInAnyWindow(arrivals)).be.belowOrEqual(40);
    // Eight windows; of each an answer's time is lost.
    should(arrivals.length).be.above(40 * 8 * 0.85);
    should(Math.min(...counts)).be.above(arrivals.length / 6);
  });

  it("let a heavy one through among many light ones", async () => {
    const together = [await join(), await join(), await join()] as const;
    const arrivals: Arrival[] = [];
    const [heavy] = await Promise.all([
      work(together[0], 40, 30, timeUp(2_400), arrivals),
      work(together[1], 40, 1, timeUp(2_400), arrivals),
      work(together[2], 40, 1, timeUp(2_400), arrivals),
    ]);
    should(mostInAnyWindow(arrivals)).be.belowOrEqual(40);
    should(heavy).be.aboveOrEqual(2);
  });

  it("give what was leased and not used to others soon", async () => {
    const [one, other] = [await join(), await join()];
    const lane = laneOf(one, 1);
    should(await roomFor(one, lane, 1, 1_000)).equal(true);
    const startMs = clock.now();
    await take(other, laneOf(other, 1), 1);
    should(clock.now() - startMs).be.below(250);
    should(lane.roomAt(1, clock.now())).equal(Infinity);
  });

  it("tell others of what never reached the service", async () => {
    const [one, other] = [await join(), await join()];
    await take(one, laneOf(one, 5), 5);
    should(await roomFor(other, laneOf(other, 5), 1, 100)).equal(false);
    laneOf(one, 5).free(5, undefined);
    should(await roomFor(other, laneOf(other, 5), 1, 250)).equal(true);
  });

  it("count what a dead process held until its lease ends, and no longer", async () => {
    const [dying, other] = [await join(), await join()];
    await take(dying, laneOf(dying, 5), 5);
    const startMs = clock.now();
    await time.still(dying.connection.close());
    should(await roomFor(other, laneOf(other, 5), 1, leaseMs + windowMs - 100)).equal(false);
    should(await roomFor(other, laneOf(other, 5), 1, 1_000)).equal(true);
    should(clock.now() - startMs).be.within(leaseMs + windowMs - 50, leaseMs + windowMs + 300);
  });

  it("count what is in use for as long as its process lives", async () => {
    const [one, other] = [await join(), await join()];
    await take(one, laneOf(one, 5), 5);
    should(await roomFor(other, laneOf(other, 5), 1, (leaseMs + windowMs) * 2)).equal(false);
  });

  it("give back on closing what is not used, and count for a window what is", async () => {
    const [one, other] = [await join(), await join()];
    await take(one, laneOf(one, 5), 2);
    await one.lanes.close();
    const startMs = clock.now();
    await take(other, laneOf(other, 5), 3);
    should(clock.now() - startMs).be.below(100);
    await take(other, laneOf(other, 5), 2);
    should(clock.now() - startMs).be.within(windowMs - 20, windowMs + 100);
  });

  it("count on, with whatever the ones before them left in Redis", async () => {
    const part = await join();
    await take(part, laneOf(part, 5), 1);
    await time.still(part.connection.redis.del(`${prefix}:lane:calls`));
    laneOf(part, 5).free(1, clock.now());
    await pass(60);
    const another = await join();
    // Whoever finds its count gone lets a window pass: nobody knows what the others had.
    should(await roomFor(another, laneOf(another, 5), 1, windowMs / 2)).equal(false);
    await take(another, laneOf(another, 5), 5);
  });

  it("give no room while Redis is away, and end all the same", async () => {
    const own = await startRedisServer();
    const shared = server;
    server = own;
    const part = await join();
    server = shared;
    await take(part, laneOf(part, 5), 1);
    await time.still(own.kill());
    should(await roomFor(part, laneOf(part, 5), 5, 500)).equal(false);
    const startMs = clock.now();
    await part.lanes.close();
    should(clock.now() - startMs).be.below(1_200);
    await own.remove();
  });

  describe("by Redis' own clock", () => {
    beforeEach(() => {
      time.stop();
      clock = systemClock;
    });

    it("never let more through together than one limit", async () => {
      const together = [await join(), await join(), await join()];
      const arrivals: Arrival[] = [];
      // Four windows' worth, however slow the machine.
      const isOver = (): boolean => arrivals.length >= 160;
      await Promise.all(together.map((part) => work(part, 40, 1, isOver, arrivals)));
      should(mostInAnyWindow(arrivals)).be.belowOrEqual(40);
    });

    it("leave nothing in Redis when nobody uses them any more", async () => {
      const part = await join();
      for (const group of [1, 2, 3]) {
        const lane = laneOf(part, 20, `group ${group}`);
        await take(part, lane, 1);
        lane.free(1, clock.now());
      }
      const { redis } = part.connection;
      const keys = (): Promise<readonly string[]> => redis.keys(`${prefix}:*`);
      const seen = new Set<string>();
      // Of each its count, and what has ended.
      while (seen.size < 6) {
        for (const key of await keys()) {
          seen.add(key);
          // -1: it would stay for ever.
          should(await redis.pttl(key))
            .not.equal(-1)
            .and.belowOrEqual(leaseMs + windowMs);
        }
      }
      while ((await keys()).length > 0) await pass(20);
    });

    for (const [what, appendOnly] of [
      ["keeps", true],
      ["forgets", false],
    ] as const) {
      it(`never let too much through when a Redis that ${what} its data is killed and starts again`, async () => {
        const own = await startRedisServer({ appendOnly });
        const shared = server;
        server = own;
        try {
          const together = [await join(), await join(), await join()];
          const arrivals: Arrival[] = [];
          let backMs = Infinity;
          // More than two windows' worth: all of them go on, however slow the machine.
          const isOver = (): boolean => arrivals.filter(({ atMs }) => atMs > backMs).length > 60;
          const works = together.map((part) => work(part, 30, 1, isOver, arrivals));
          await pass(700);
          await own.kill();
          await pass(200);
          await own.startAgain();
          backMs = arrivalMs();
          await Promise.all(works);
          should(mostInAnyWindow(arrivals)).be.belowOrEqual(30);
          await Promise.all(parts.map(({ lanes }) => lanes.close()));
        } finally {
          server = shared;
          await own.remove();
        }
      });
    }
  });
});

describe("lanes in a Redis that a test plays", () => {
  const yes = ["1", "-1", "0", "first"];
  const group = (id: number): LaneLimit => ({ name: `group ${id}`, limit: 1, windowMs });

  function createLanes(evalsha: () => Promise<unknown>) {
    const clock = createFakeClock();
    const redis = Object.assign(new EventEmitter(), { evalsha });
    let rooms = 0;
    const options = { creditMs: () => 0, onRoom: () => (rooms += 1) };
    const lanes = createRedisLanes({ redis: redis as unknown as Redis }, "chat:test", clock, options);
    return { lanes, clock, redis, rooms: () => rooms };
  }

  it("ask again as soon as Redis is there again, and not when they are closed", async () => {
    let isAway = true;
    let asked = 0;
    const { lanes, clock, redis, rooms } = createLanes(() => {
      asked += 1;
      return isAway ? Promise.reject(new Error("away")) : Promise.resolve(yes);
    });
    const lane = lanes.laneOf(group(1));
    lane.roomAt(1, clock.now());
    await clock.advance(1);
    should([asked, rooms()]).eql([1, 0]);
    isAway = false;
    redis.emit("ready");
    should(rooms()).equal(1);
    await clock.advance(0);
    should(asked).equal(2);
    await lanes.close();
    should(redis.listenerCount("ready")).equal(0);
    should(clock.pending).equal(0);
  });

  it("are forgotten of groups that come and go, but not where something is held", async () => {
    const { lanes, clock } = createLanes(() => Promise.resolve(yes));
    const first = lanes.laneOf(group(0));
    first.roomAt(1, clock.now());
    await clock.advance(1);
    const second = lanes.laneOf(group(1));
    for (let id = 2; id < 999; id += 1) lanes.laneOf(group(id));
    should(lanes.laneOf(group(1))).equal(second);
    for (let id = 999; id < 1_001; id += 1) lanes.laneOf(group(id));
    should(lanes.laneOf(group(0))).equal(first);
    should(lanes.laneOf(group(1))).not.equal(second);
    await lanes.close();
  });

  it("wait for a Redis that does not answer no longer than a second when they are closed", async () => {
    const { lanes, clock } = createLanes(() => new Promise(() => undefined));
    lanes.laneOf(group(1)).roomAt(1, clock.now());
    let hasEnded = false;
    void lanes.close().then(() => (hasEnded = true));
    await clock.advance(999);
    should(hasEnded).be.false();
    await clock.advance(1);
    should(hasEnded).be.true();
    should(clock.pending).equal(0);
  });
});

interface Arrival {
  readonly atMs: number;
  readonly weight: number;
}

/** @returns the most that arrived within one window, wherever it begins */
function mostInAnyWindow(arrivals: readonly Arrival[]): number {
  const inOrder = [...arrivals].sort((one, other) => one.atMs - other.atMs);
  let most = 0;
  let sum = 0;
  let first = 0;
  for (const { atMs, weight } of inOrder) {
    sum += weight;
    for (let head = inOrder[first]; head !== undefined && head.atMs <= atMs - windowMs; head = inOrder[first]) {
      sum -= head.weight;
      first += 1;
    }
    most = Math.max(most, sum);
  }
  return most;
}
