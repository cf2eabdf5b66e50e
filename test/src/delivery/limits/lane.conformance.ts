import should from "should";
import type { Lane, LaneLimit, Lanes, LanesOptions } from "../../../../src/delivery/limits/lane";

/** Lanes to be tried, and how time passes for them. */
export interface LanesUnderTest {
  readonly lanes: Lanes;
  /** The time that the lanes are told, milliseconds since 1970. */
  now(): number;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
  /** Ends all that was started for it. */
  end(): Promise<void>;
}

/**
 * What all lanes have in common, wherever they count.
 *
 * @param windowMs how long a window to try with; short where time is real
 * @param slackMs how exact its times are
 */
export function describeLanes(
  create: (options: LanesOptions) => Promise<LanesUnderTest>,
  windowMs: number,
  slackMs: number,
): void {
  let subject: LanesUnderTest;
  let creditMs: number;

  beforeEach(async () => {
    creditMs = 0;
    subject = await create({ creditMs: () => creditMs, onRoom: () => undefined });
  });

  afterEach(() => subject.end());

  function laneOf(limit: number, name = "calls"): Lane {
    return subject.lanes.laneOf({ name, limit, windowMs } satisfies LaneLimit);
  }

  /** @returns when there was room; `Infinity` where there was none within that time */
  async function roomWithin(lane: Lane, weight: number, ms: number): Promise<number> {
    const endMs = subject.now() + ms;
    for (;;) {
      const now = subject.now();
      const at = lane.roomAt(weight, now);
      if (at <= now) return now;
      if (now >= endMs) return Infinity;
      await subject.pass(Math.min(Math.max(at - now, 1), 5, endMs - now));
    }
  }

  async function take(lane: Lane, weight: number): Promise<void> {
    should(await roomWithin(lane, weight, windowMs / 2)).be.below(Infinity);
    lane.take(weight);
  }

  it("give room up to the limit and no more", async () => {
    const lane = laneOf(5);
    for (let taken = 0; taken < 5; taken += 1) await take(lane, 1);
    should(await roomWithin(lane, 1, windowMs / 2)).equal(Infinity);
  });

  it("count what is in use for as long as it is", async () => {
    const lane = laneOf(2);
    await take(lane, 2);
    should(await roomWithin(lane, 1, windowMs * 2)).equal(Infinity);
  });

  it("count what was answered for one window more, from its answer", async () => {
    const lane = laneOf(3);
    await take(lane, 3);
    await subject.pass(windowMs / 2);
    const answeredAt = subject.now();
    lane.free(3, answeredAt);
    const roomAt = await roomWithin(lane, 3, windowMs * 2);
    should(roomAt - answeredAt).be.within(windowMs, windowMs + slackMs);
  });

  it("count it for less by the credit", async () => {
    creditMs = windowMs / 4;
    const lane = laneOf(3);
    await take(lane, 3);
    const answeredAt = subject.now();
    lane.free(3, answeredAt);
    const roomAt = await roomWithin(lane, 3, windowMs * 2);
    should(roomAt - answeredAt).be.within(windowMs - creditMs, windowMs - creditMs + slackMs);
  });

  it("count what never reached the service no more", async () => {
    const lane = laneOf(3);
    await take(lane, 3);
    lane.free(3, undefined);
    should(await roomWithin(lane, 3, windowMs / 2)).be.below(Infinity);
  });

  it("wait with a heavy one until enough has ended", async () => {
    const lane = laneOf(10);
    await take(lane, 4);
    await take(lane, 4);
    const first = subject.now();
    lane.free(4, first);
    await subject.pass(windowMs / 4);
    const second = subject.now();
    lane.free(4, second);
    const roomForSix = await roomWithin(lane, 6, windowMs * 2);
    should(roomForSix - first).be.within(windowMs, windowMs + slackMs);
    lane.take(6);
    lane.free(6, subject.now());
    const roomForFour = await roomWithin(lane, 4, windowMs * 2);
    should(roomForFour - second).be.within(windowMs, windowMs + slackMs);
  });

  it("let one that is heavier than the limit pass alone", async () => {
    const lane = laneOf(10);
    await take(lane, 1);
    should(await roomWithin(lane, 15, windowMs / 4)).equal(Infinity);
    lane.free(1, undefined);
    await take(lane, 15);
    should(await roomWithin(lane, 1, windowMs / 4)).equal(Infinity);
    const answeredAt = subject.now();
    lane.free(15, answeredAt);
    const roomAt = await roomWithin(lane, 1, windowMs * 2);
    should(roomAt - answeredAt).be.within(windowMs, windowMs + slackMs);
  });

  it("give no room while they are held", async () => {
    const lane = laneOf(3);
    const until = subject.now() + windowMs / 2;
    lane.hold(until);
    lane.hold(until - windowMs / 4);
    should(lane.roomAt(1, subject.now())).equal(until);
    should(await roomWithin(lane, 1, windowMs)).be.within(until, until + slackMs);
  });

  it("count each lane for itself, the same name in the same one", async () => {
    const lane = laneOf(1, "group 1");
    await take(lane, 1);
    should(laneOf(1, "group 1")).equal(lane);
    await take(laneOf(1, "group 2"), 1);
  });
}
