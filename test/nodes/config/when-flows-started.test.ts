import { EventEmitter } from "node:events";
import type { NodeAPI } from "node-red";
import should from "should";
import { whenFlowsStarted } from "../../../nodes/config/when-flows-started";

describe("what runs when the flows have started", () => {
  it("runs each time, until it is taken back", () => {
    const events = new EventEmitter();
    const when = whenFlowsStarted({ events } as unknown as NodeAPI);
    const ran: number[] = [];
    const takeBacks = Array.from({ length: 20 }, (_, index) => when(() => ran.push(index)));
    should(events.listenerCount("flows:started")).equal(1);
    events.emit("flows:started");
    should(ran).have.length(20);
    takeBacks.slice(1).forEach((takeBack) => takeBack());
    events.emit("flows:started");
    should(ran.slice(20)).eql([0]);
    takeBacks[0]?.();
    should(events.listenerCount("flows:started")).equal(0);
  });
});
