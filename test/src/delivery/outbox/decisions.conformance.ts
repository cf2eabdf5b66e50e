import should from "should";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../../client/use-client";
import { textEntry, until, usualOptions } from "./outbox-process";
import type { OutboxProcess } from "./outbox-process";
import type { OutboxKind } from "./outbox-world";
import { useWorld } from "./use-world";

/** Messages that are set aside, and what somebody decides about them. */
export function describeDecisions(kind: OutboxKind): void {
  const test = useWorld(kind);
  let one: OutboxProcess;

  beforeEach(async () => {
    one = await test.begin();
    one.service.play = ({ text, fail, accept }) => {
      if (text.startsWith("lost")) fail("CHAT_NO_ANSWER", "unknown");
      else accept();
    };
  });

  async function lose(text: string, ...to: readonly string[]): Promise<void> {
    const error = await failureOf(one.outbox.send(textEntry(text, to), context));
    should(error).match(wholeLists({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown", uncertain: to } }));
    await until("it is set aside", async () => (await one.outbox.parked(100)).some(({ preview }) => preview === text));
  }

  async function idOf(text: string): Promise<string> {
    const found = (await one.outbox.parked(100)).find(({ preview }) => preview === text);
    return found?.id ?? "none";
  }

  it("sets aside what nobody knows of", async () => {
    await lose("lost 1", "ann", "bob");
    await lose(`lost ${"2".repeat(200)}`.slice(0, 80), "cid");
    await one.outbox.send(textEntry("3", "ann"), context);
    await until("all are counted", async () => (await one.outbox.census()).waiting === 0);
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 2, failed: 0 });
    const [first] = await one.outbox.parked(1);
    should(first).match(
      wholeLists({
        state: "uncertain",
        code: "CHAT_NO_ANSWER",
        acceptedAt: test.clock.now(),
        chatType: "users",
        to: ["ann", "bob"],
        type: "txt",
        preview: "lost 1",
      }),
    );
  });

  it("sends again what somebody decides about, and tells its node", async () => {
    await lose("lost 1", "ann", "bob");
    await lose("lost 2", "ann");
    one.service.play = ({ accept }) => accept();
    should(await one.outbox.decide([await idOf("lost 1"), "none"], "send")).equal(1);
    await until("it returned", () => one.returned.length === 1);
    const [returned] = one.returned;
    should(returned).match({ nodeId: "node-1", flowMessage: { payload: "lost 1" }, mayBeDouble: true });
    should(returned?.ending).have.property("receipts").with.length(2);
    await until("it is counted", async () => (await one.outbox.census()).waiting === 0);
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 1, failed: 0 });
  });

  it("sends again to those alone of whom nobody knows", async () => {
    let requests = 0;
    one.service.play = ({ fail, accept }) => {
      requests += 1;
      if (requests === 2) fail("CHAT_NO_ANSWER", "unknown");
      else accept();
    };
    const error = await failureOf(
      one.outbox.send(textEntry("1", ["g1", "g2", "g3", "g4", "g5", "g6", "g7"], "chatgroups"), context),
    );
    should(error.details).match(wholeLists({ uncertain: ["g4", "g5", "g6"], unsent: ["g7"] }));
    await until("it is set aside", async () => (await one.outbox.census()).uncertain === 1);
    await one.outbox.decide("all", "send");
    await until("it returned", () => one.returned.length === 1);
    should(one.service.requests.at(-1)?.line).equal("1>g4,g5,g6");
  });

  it("sets aside again what is lost again", async () => {
    await lose("lost 1", "ann");
    await one.outbox.decide("all", "send");
    await until("it returned", () => one.returned.length === 1);
    should(one.returned[0]?.ending).match(
      wholeLists({ error: { code: "CHAT_NO_ANSWER", details: { uncertain: ["ann"] } } }),
    );
    await until("it is set aside", async () => (await one.outbox.census()).uncertain === 1);
  });

  it("drops what somebody decides about", async () => {
    await lose("lost 1", "ann");
    await lose("lost 2", "ann");
    const id = await idOf("lost 1");
    const before = one.changes;
    should(await one.outbox.decide([id], "drop")).equal(1);
    should(await one.outbox.decide([id], "drop")).equal(0);
    should(one.changes).be.above(before);
    should((await one.outbox.parked(10)).map(({ preview }) => preview)).eql(["lost 2"]);
    should(await one.outbox.decide("all", "drop")).equal(1);
    await until("nothing is left", async () => (await one.outbox.census()).uncertain === 0);
    should(one.returned).be.empty();
  });

  it("shows the oldest first, as many as are asked for", async () => {
    for (const [text, to] of [
      ["lost 1", "ann"],
      ["lost 2", "bob"],
      ["lost 3", "cid"],
    ] as const) {
      await lose(text, to);
      await test.clock.advance(1_000);
    }
    const previews = async (limit: number): Promise<readonly string[]> =>
      (await one.outbox.parked(limit)).map(({ preview }) => preview);
    should(await previews(2)).eql(["lost 1", "lost 2"]);
    should(await previews(10)).eql(["lost 1", "lost 2", "lost 3"]);
  });

  it("gives an old message a new life when it is sent again", async () => {
    one.service.play = () => undefined;
    const first = one.outbox.send(textEntry("1", "ann"), context);
    const second = failureOf(one.outbox.send(textEntry("2", "ann"), context));
    await until("the first is on the wire", () => one.service.requests.length === 1);
    await test.clock.advance(usualOptions.maxAgeMs + 1_000);
    should((await second).code).equal("CHAT_EXPIRED");
    await until("it is set aside", async () => (await one.outbox.census()).failed === 1);
    one.service.play = ({ accept }) => accept();
    one.service.requests[0]?.accept();
    await first;
    should(await one.outbox.decide("all", "send")).equal(1);
    await until("it returned", () => one.returned.length === 1);
    should(one.returned[0]).match(wholeLists({ ending: { receipts: [{ messageId: "2-ann" }] }, mayBeDouble: false }));
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 0, failed: 0 });
  });
}
