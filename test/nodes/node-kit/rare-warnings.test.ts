import type { Node } from "node-red";
import should from "should";
import { createRareWarnings } from "../../../nodes/node-kit/rare-warnings";
import { createFakeClock } from "../../support/fake-clock";

describe("rare warnings", () => {
  it("say the same thing once a minute, and another at once", async () => {
    const said: unknown[] = [];
    const clock = createFakeClock();
    const warn = createRareWarnings({ warn: (text: unknown) => said.push(text) } as unknown as Node, clock);
    for (let time = 0; time < 10; time += 1) warn("a", `a ${time}`);
    warn("b", "b");
    await clock.advance(59_999);
    warn("a", "too soon");
    await clock.advance(1);
    warn("a", "again");
    should(said).eql(["a 0", "b", "again"]);
  });
});
