import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerImport from "../../../nodes/import/import";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";

/** The node as the dialog saves it. */
const saved: Properties = {
  type: "agora-chat-import",
  records: "payload",
  recordsType: "msg",
  chatType: "users",
  markRead: false,
  needDownload: false,
};

const record = { from: "ann", target: "bob", type: "txt", body: { msg: "hello" }, msg_timestamp: 1_700_000_000_000 };

/** A record of history, so many milliseconds after the first. */
function past(afterMs: number, msg = `after ${afterMs}`): Properties {
  return {
    msg_id: `14022334455667${afterMs}`,
    timestamp: 1_700_000_000_000 + afterMs,
    direction: "outgoing",
    from: "internal",
    to: "internal",
    chat_type: "chat",
    payload: { bodies: [{ type: "txt", msg }], ext: {}, from: "ann", to: "bob" },
  };
}

describe("the import node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();

  async function load(changes: Properties = {}, app: Properties = {}): Promise<void> {
    await flow.load(sendFlow(appNode(emulator, app), { ...saved, ...changes }), [registerConfig, registerImport]);
  }

  /** The status may come a moment later. */
  function shown(status: string): Promise<void> {
    return until(() => flow.statuses().at(-1)?.text?.endsWith(`status.${status}`) === true);
  }

  it("imports one record, where a flow written by hand says nothing", async () => {
    await load({ records: undefined, recordsType: undefined, chatType: undefined });
    const { done, passedOn, completed } = await flow.send({ payload: record, topic: "kept" });
    should(done).eql([undefined]);
    should(completed).have.length(1);
    const [message] = emulator.messages();
    should(message).match({ from: "ann", to: "bob", timestamp: 1_700_000_000_000, imported: true });
    should(passedOn).match(wholeLists([{ topic: "kept", payload: [{ index: 0, messageId: message?.id }] }]));
    await shown("imported");
  });

  it("imports a list in the order of time, and answers in the order given", async () => {
    await load({ markRead: true });
    const { passedOn } = await flow.send({ payload: [past(7), past(3), past(3, "the same moment"), past(5)] });
    const results = passedOn[0]?.payload as readonly { index: number; messageId: string }[];
    should(results.map(({ index }) => index)).eql([0, 1, 2, 3]);
    const messages = emulator.messages();
    should(messages.map(({ body }) => body["msg"])).eql(["after 3", "the same moment", "after 5", "after 7"]);
    should(messages.map(({ timestamp }) => timestamp - 1_700_000_000_000)).eql([3, 4, 5, 7]);
    should(results.map(({ messageId }) => messages.findIndex(({ id }) => id === messageId))).eql([3, 0, 1, 2]);
    should(emulator.requests("import").map(({ json }) => (json as Properties)["is_ack_read"])).eql([
      true,
      true,
      true,
      true,
    ]);
  });

  it("imports groups", async () => {
    await load({ chatType: "chatgroups" });
    await flow.send({ payload: { ...record, target: "184524748161025" } });
    should(emulator.messages()).match(wholeLists([{ chatType: "chatgroups", to: "184524748161025" }]));
  });

  it("keeps the order in which many messages come", async () => {
    await load();
    const times = Array.from({ length: 30 }, (_, index) => index);
    const outcomes = await Promise.all(
      times.map((time) => flow.send({ payload: past(Math.floor(time / 3), `${time}`) })),
    );
    should(outcomes.map(({ done }) => done[0])).eql(times.map(() => undefined));
    should(emulator.messages().map(({ body }) => body["msg"])).eql(times.map(String));
  });

  it("lets no short list overtake a long one, which takes longer to check", async () => {
    await load();
    const long = Array.from({ length: 301 }, (_, index) => past(index));
    const outcomes = await Promise.all([flow.send({ payload: long }), flow.send({ payload: past(301) })]);
    should(outcomes.map(({ done }) => done[0])).eql([undefined, undefined]);
    should(emulator.messages().at(-1)?.body).eql({ msg: "after 301" });
  });

  it("is not held up by a message that is refused", async () => {
    await load();
    const [refused, imported] = await Promise.all([flow.send({ payload: "x" }), flow.send({ payload: past(1) })]);
    should(refused.done).match(wholeLists([{ code: "CHAT_INVALID_INPUT" }]));
    should(imported.done).eql([undefined]);
  });

  it("says everything that is wrong with every record before anything reaches the wire", async () => {
    await load();
    const { done, passedOn, caught } = await flow.send({
      payload: [record, { ...record, from: "" }, { ...record, target: ["bob"], msg_timestamp: 0 }, past(1), "x"],
    });
    should(done).have.length(1);
    should(passedOn).be.empty();
    const { code, issues } = caught[0]?.["chatError"] as { code: string; issues: readonly { path: string }[] };
    should(code).equal("CHAT_INVALID_INPUT");
    should(issues.map(({ path }) => path)).eql([
      "records[1].from",
      "records[2].target",
      "records[2].msg_timestamp",
      "records[4]",
    ]);
    should(emulator.requests()).be.empty();
  });

  it("says that a record is too large before anything reaches the wire", async () => {
    await load();
    const { caught } = await flow.send({ payload: [record, { ...record, body: { msg: "x".repeat(6_000) } }] });
    should(caught).match(wholeLists([{ chatError: { code: "CHAT_TOO_LARGE", outcome: "not-sent" } }]));
    const { issues } = caught[0]?.["chatError"] as { issues: readonly { path: string }[] };
    should(issues.map(({ path }) => path)).eql(["records[1]"]);
    should(emulator.requests()).be.empty();
  });

  it("says what was imported, what is left and what nobody knows", async () => {
    await load();
    emulator.faults.next("import", faults.slow(1), 2);
    emulator.faults.next("import", faults.dropAfter());
    const { caught } = await flow.send({ payload: [past(4), past(1), past(2), past(3)] });
    should(caught).match(
      wholeLists([
        {
          chatError: { code: "CHAT_NO_ANSWER", operation: "import", outcome: "unknown", left: [0], uncertain: [3] },
        },
      ]),
    );
    const { done } = caught[0]?.["chatError"] as { done: readonly { index: number }[] };
    should(done.map(({ index }) => index)).eql([1, 2]);
    should(emulator.messages()).have.length(3);
  });

  it("goes on with what was left when it is asked to", async () => {
    await load();
    emulator.faults.next("import", faults.slow(1));
    emulator.faults.next("import", faults.reachLimit());
    const payload = [past(1), past(2), past(3)];
    const { caught } = await flow.send({ payload });
    const { left } = caught[0]?.["chatError"] as { left: readonly number[] };
    should(left).eql([1, 2]);
    const { done } = await flow.send({ payload: left.map((index) => payload[index]) });
    should(done).eql([undefined]);
    should(emulator.messages().map(({ timestamp }) => timestamp - 1_700_000_000_000)).eql([1, 2, 3]);
  });

  it("waits for a service that is away, record by record", async () => {
    await load({}, { retry: "brisk" });
    emulator.faults.next("import", faults.unavailable(), 2);
    const { done, passedOn } = await flow.send({ payload: [past(1), past(2)] });
    should(done).eql([undefined]);
    should(passedOn[0]?.payload).have.length(2);
    should(emulator.messages()).have.length(2);
  });

  it("ends with a redeploy, and accounts for all", async () => {
    await load();
    emulator.faults.next("import", faults.slow(10_000));
    const outcome = flow.send({ payload: [past(1), past(2), past(3)] });
    await until(() => emulator.requests("import").length > 0);
    await flow.deploy(sendFlow(appNode(emulator), { ...saved, name: "another" }));
    const { done } = await outcome;
    should(done).match(wholeLists([{ code: "CHAT_STOPPED", cause: { done: [], left: [1, 2], uncertain: [0] } }]));
  });
});
