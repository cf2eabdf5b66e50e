import { EventEmitter } from "node:events";
import type { Redis } from "ioredis";
import should from "should";
import { createInOrder } from "../../../../../src/delivery/outbox/redis/in-order";
import type { InOrder } from "../../../../../src/delivery/outbox/redis/in-order";
import { NotTaken } from "../../../../../src/delivery/outbox/redis/redis-trouble";
import { createFakeClock } from "../../../../support/fake-clock";
import type { FakeClock } from "../../../../support/fake-clock";

describe("asking Redis in order", () => {
  let clock: FakeClock;
  let redis: EventEmitter & { status: string };
  let inOrder: InOrder;
  let asked: string[];
  /** What each question meets: an error, or nothing. */
  let answers: (Error | undefined)[];

  beforeEach(() => {
    clock = createFakeClock();
    redis = Object.assign(new EventEmitter(), { status: "ready" });
    inOrder = createInOrder(redis as unknown as Redis, clock);
    asked = [];
    answers = [];
  });
  afterEach(() => {
    inOrder.close();
    should(clock.pending).equal(0);
    should(redis.listenerCount("ready")).equal(0);
  });

  function ask(text: string, patienceMs = 1_000): Promise<string | NotTaken> {
    const attempt = (): Promise<string> => {
      asked.push(text);
      const error = answers.shift();
      return error === undefined ? Promise.resolve(text) : Promise.reject(error);
    };
    return inOrder.ask(clock.now() + patienceMs, attempt).catch((error: unknown) => error as NotTaken);
  }

  it("asks at once, without waiting for answers", async () => {
    const all = Promise.all(["1", "2"].map((text) => ask(text)));
    should(asked).eql(["1", "2"]);
    should(await all).eql(["1", "2"]);
  });

  it("asks anew in the same order, and lets nothing overtake that comes meanwhile", async () => {
    answers = [new Error("Connection is closed."), new Error("Connection is closed.")];
    const all = [ask("1"), ask("2")];
    await clock.advance(10);
    all.push(ask("3"));
    should(asked).eql(["1", "2"]);
    await clock.advance(50);
    should(asked).eql(["1", "2", "1", "2", "3"]);
    should(await Promise.all(all)).eql(["1", "2", "3"]);
  });

  it("waits for a Redis that is away, as long as it may", async () => {
    redis.status = "reconnecting";
    const [short, long] = [ask("1", 100), ask("2", 1_000)];
    await clock.advance(500);
    const error = await short;
    should(error).be.instanceOf(NotTaken).and.have.property("isDoubtful", false);
    redis.status = "ready";
    redis.emit("ready");
    should(await long).equal("2");
    should(asked).eql(["2"]);
  });

  it("says where it was asked and nobody knows of an answer", async () => {
    answers = [new Error("Connection is closed.")];
    const asking = ask("1", 40);
    await clock.advance(40);
    should(await asking)
      .be.instanceOf(NotTaken)
      .and.have.property("isDoubtful", true);
  });

  it("does not ask again what Redis refuses", async () => {
    answers = [new Error("OOM command not allowed")];
    should(await ask("1"))
      .be.instanceOf(NotTaken)
      .and.match({ refusal: "OOM", isDoubtful: false });
    should(asked).eql(["1"]);
  });
});
