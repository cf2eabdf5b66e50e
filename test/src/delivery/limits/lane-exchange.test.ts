import type { Redis } from "ioredis";
import should from "should";
import { laneExchange } from "../../../../src/delivery/limits/lane-exchange";
import type { LaneStatement } from "../../../../src/delivery/limits/lane-exchange";

const lane = { name: "calls", limit: 10, windowMs: 1_000 };
const statement: LaneStatement = { lane, held: 0, ended: [], need: 1, wish: 5, since: undefined };

describe("an exchange with Redis about a lane", () => {
  let calls: string[];

  beforeEach(() => {
    calls = [];
  });

  function redisThat(answer: () => Promise<unknown>): Redis {
    const evalsha = (): Promise<unknown> => {
      calls.push("evalsha");
      return answer();
    };
    const evaluate = (): Promise<unknown> => {
      calls.push("eval");
      return Promise.resolve(["1", "-1", "0", "first"]);
    };
    return { evalsha, eval: evaluate } as unknown as Redis;
  }

  it("reads what Redis says; less than nothing: it cannot foretell it", async () => {
    const answers = [
      ["2", "0", "0", "first"],
      ["0", "12.5", "3.25", "first"],
      ["0", "-1", "80", "second"],
    ];
    const exchange = laneExchange(
      redisThat(() => Promise.resolve(answers.shift())),
      "p",
      "me",
      5,
    );
    should(await exchange(statement)).eql({ granted: 2, roomInMs: 0, askInMs: 0, since: "first" });
    should(await exchange(statement)).eql({ granted: 0, roomInMs: 12.5, askInMs: 3.25, since: "first" });
    should(await exchange(statement)).eql({ granted: 0, roomInMs: undefined, askInMs: 80, since: "second" });
  });

  it("sends the script to a Redis that does not know it", async () => {
    const redis = redisThat(() => Promise.reject(new Error("NOSCRIPT No matching script. Please use EVAL.")));
    should(await laneExchange(redis, "p", "me", 5)(statement)).have.property("granted", 1);
    should(calls).eql(["evalsha", "eval"]);
  });

  for (const [what, error] of [
    ["another error", new Error("ERR something else than NOSCRIPT")],
    ["what is no error", "NOSCRIPT"],
  ] as const) {
    it(`says it only once where ${what} is thrown: it may have been heard`, async () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- That is what is tried.
      const redis = redisThat(() => Promise.reject(error));
      const thrown: unknown = await laneExchange(redis, "p", "me", 5)(statement).catch((reason: unknown) => reason);
      should(thrown).equal(error);
      should(calls).eql(["evalsha"]);
    });
  }
});
