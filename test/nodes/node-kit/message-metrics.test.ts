import type { Node } from "node-red";
import should from "should";
import { measureMessage } from "../../../nodes/node-kit/message-metrics";
import { createFakeClock } from "../../support/fake-clock";

describe("the metrics of a message", () => {
  const clock = createFakeClock();
  let logged: unknown[][];

  function nodeThat(measures: boolean): Node {
    const metric = (...args: unknown[]): boolean | undefined => {
      if (args.length === 0) return measures;
      logged.push(args);
      return undefined;
    };
    return { metric } as unknown as Node;
  }

  beforeEach(() => {
    logged = [];
  });

  it("are not taken where nobody wants them", () => {
    should(measureMessage(nodeThat(false), { _msgid: "1" }, clock)).be.undefined();
  });

  it("tell how long it took and waited, how many requests, and their bytes", async () => {
    const metrics = measureMessage(nodeThat(true), { _msgid: "1", payload: "private" }, clock);
    metrics?.report({ state: "queued" });
    await clock.advance(40);
    metrics?.report({ state: "sending", bytes: 50 });
    await clock.advance(10);
    metrics?.report({ state: "retrying", delayMs: 100, code: "x", mayHaveArrived: false, mayDouble: false });
    await clock.advance(100);
    metrics?.report({ state: "sending", bytes: 50 });
    metrics?.report({ state: "advancing", part: 0.5 });
    metrics?.report({ state: "sending" });
    await clock.advance(5);
    metrics?.end();
    const named = { _msgid: "1" };
    should(logged).eql([
      ["duration.millis", named, 155],
      ["wait.millis", named, 40],
      ["attempts", named, 3],
      ["size.bytes", named, 100],
    ]);
  });

  it("tell only how long it took of one that never asked the service", () => {
    measureMessage(nodeThat(true), { _msgid: "1" }, clock)?.end();
    should(logged).eql([["duration.millis", { _msgid: "1" }, 0]]);
  });

  it("can be taken of a message that throws whatever it is asked", () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
      },
    );
    measureMessage(nodeThat(true), hostile, clock)?.end();
    should(logged).have.length(1);
  });
});
