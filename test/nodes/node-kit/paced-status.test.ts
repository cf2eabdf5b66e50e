import type { Node, NodeStatus } from "node-red";
import should from "should";
import { createPacedStatus } from "../../../nodes/node-kit/paced-status";
import type { PacedStatus } from "../../../nodes/node-kit/paced-status";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";

function use(): { clock: FakeClock; status: PacedStatus; shown: NodeStatus[]; show: (text: string) => void } {
  const clock = createFakeClock();
  const shown: NodeStatus[] = [];
  const node = { status: (status: NodeStatus) => shown.push(status) } as unknown as Node;
  const status = createPacedStatus(node, clock);
  return { clock, status, shown, show: (text) => status.show(() => ({ text })) };
}

describe("a paced status", () => {
  it("is shown at once, and then four times a second at most, always the last", async () => {
    const { clock, shown, show } = use();
    for (let time = 0; time < 100; time += 1) {
      show(String(time));
      await clock.advance(10);
    }
    await clock.advance(250);
    should(shown.map(({ text }) => text)).eql(["0", "24", "49", "74", "99"]);
  });

  it("leaves no timer where nothing changes", async () => {
    const { clock, show } = use();
    show("once");
    await clock.advance(250);
    should(clock.pending).equal(0);
  });

  it("is cleared at the end, and shows nothing any more", async () => {
    const { clock, status, shown, show } = use();
    show("one");
    show("two");
    status.close();
    show("three");
    await clock.advance(1_000);
    should(shown).eql([{ text: "one" }, {}]);
    should(clock.pending).equal(0);
  });
});
