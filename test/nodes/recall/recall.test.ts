import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerRecall from "../../../nodes/recall/recall";
import type { Emulator } from "../../../src/emulator/emulator";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";

/** The node as the dialog saves it. */
const saved: Properties = {
  type: "agora-chat-recall",
  messages: "payload",
  messagesType: "msg",
  chatType: "users",
  to: "",
  toType: "str",
  from: "",
  fromType: "str",
  force: false,
};

describe("the recall node", () => {
  const older = useEmulator({ clock: Date.now });
  const newer = useEmulator({ clock: Date.now, recallErrors: "newer" });
  const flow = useNodeFlow();
  useFastClock();

  async function load(emulator: Emulator, changes: Properties = {}, app: Properties = {}): Promise<void> {
    await flow.load(sendFlow(appNode(emulator, app), { ...saved, ...changes }), [registerConfig, registerRecall]);
  }

  /** Sends to these users; the answer's ids, in their order. */
  async function sent({ post }: typeof older, to: readonly string[]): Promise<readonly string[]> {
    const reply = await post("messages/users", { to, type: "txt", body: { msg: "Tank 3 is empty" } });
    const ids = reply.json["data"] as Readonly<Record<string, string>>;
    return to.map((id) => ids[id] ?? "");
  }

  /** The status may come a moment later. */
  function shown(status: string): Promise<void> {
    return until(() => flow.statuses().at(-1)?.text?.endsWith(`status.${status}`) === true);
  }

  it("recalls by receipts, in their order, and says so in its status", async () => {
    const to = ["cid", "ann", "bob"];
    const ids = await sent(older, to);
    const receipts = ids.map((messageId, place) => ({ to: to[place], chatType: "users", messageId, timestamp: 1 }));
    await load(older.emulator);
    const { done, passedOn, completed } = await flow.send({ payload: receipts, topic: "kept" });
    should(done).eql([undefined]);
    should(completed).have.length(1);
    should(passedOn).match(wholeLists([{ topic: "kept" }]));
    should(passedOn[0]?.payload).eql(
      ids.map((messageId, place) => ({ messageId, to: to[place], recalled: true, reason: null })),
    );
    should(older.emulator.recalled()).have.length(3);
    await shown("recalled");
  });

  it("recalls by an id alone, where a flow written by hand says nothing", async () => {
    const [id] = await sent(older, ["ann"]);
    await load(older.emulator, { messages: undefined, messagesType: undefined, chatType: undefined, to: undefined });
    const { passedOn } = await flow.send({ payload: id });
    should(passedOn[0]?.payload).eql([{ messageId: id, to: "ann", recalled: true, reason: null }]);
  });

  for (const [answer, { emulator }] of Object.entries({ older, newer })) {
    it(`says of an unknown id that it was not recalled, with the ${answer} of the service's answers`, async () => {
      await load(emulator, { to: "ann", chatType: "users" });
      const { done, passedOn } = await flow.send({ payload: "1402233445566778899" });
      should(done).eql([undefined]);
      should(passedOn[0]?.payload).eql([
        { messageId: "1402233445566778899", to: "ann", recalled: false, reason: "not_found msg" },
      ]);
      await shown("notRecalled");
    });
  }

  it("says which of several was too late, and recalls it with force", async () => {
    const [late] = await sent(newer, ["ann"]);
    newer.emulator.clock.advance(10 * 60_000);
    const [early] = await sent(newer, ["ann"]);
    await load(newer.emulator, { to: "ann" });
    const { passedOn } = await flow.send({ payload: [late, early] });
    should(passedOn[0]?.payload).match(
      wholeLists([
        { recalled: false, reason: "exceed recall time limit" },
        { recalled: true, reason: null },
      ]),
    );
    await shown("notRecalled");
    await flow.deploy(sendFlow(appNode(newer.emulator), { ...saved, to: "ann", force: true }));
    should((await flow.send({ payload: late })).passedOn[0]?.payload).match(wholeLists([{ recalled: true }]));
  });

  it("tries again where no answer came, and is honest about what it then hears", async () => {
    const [id] = await sent(newer, ["ann"]);
    newer.emulator.faults.next("recall", faults.dropAfter());
    await load(newer.emulator, { to: "ann" }, { retry: "brisk" });
    const { passedOn } = await flow.send({ payload: id });
    const reason = "not_found msg (an earlier try, which got no answer, may have recalled it)";
    should(passedOn[0]?.payload).match(wholeLists([{ recalled: false, reason }]));
    should(newer.emulator.recalled()).have.length(1);
  });

  it("says everything that is wrong before anything reaches the wire", async () => {
    await load(older.emulator, { from: "from", fromType: "msg", to: "$error('no')", toType: "jsonata" });
    const { done, passedOn, caught } = await flow.send({ payload: ["1", 2, {}], from: ["a", "b"] });
    should(done).have.length(1);
    should(passedOn).be.empty();
    should(caught).match(
      wholeLists([{ chatError: { code: "CHAT_INVALID_INPUT", operation: "recall", outcome: "not-sent" } }]),
    );
    const { issues } = caught[0]?.["chatError"] as { issues: readonly { path: string }[] };
    should(issues.map(({ path }) => path)).eql(["to", "from", "messages[1]", "messages[2]"]);
    should(older.emulator.requests()).be.empty();
  });

  it("says what was done and what was left where the service refuses to go on", async () => {
    const ids = await sent(older, ["ann", "bob"]);
    older.emulator.faults.next("recall", faults.quotaExceeded());
    await load(older.emulator);
    const { caught } = await flow.send({ payload: ids });
    const { code, done, left, uncertain } = caught[0]?.["chatError"] as Readonly<Record<string, unknown[]>>;
    should(code).equal("CHAT_QUOTA_EXCEEDED");
    should(done).have.length(1);
    should(left).have.length(1);
    should(uncertain).be.empty();
    should(caught[0]?.["statusCode"]).equal(429);
  });
});
