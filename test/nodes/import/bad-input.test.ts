import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerImport from "../../../nodes/import/import";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { refusalOf } from "../../support/refusal";

const record = { from: "ann", target: "bob", type: "txt", body: { msg: "hello" }, msg_timestamp: 1_700_000_000_000 };
const past = {
  msg_id: "1402233445566778899",
  timestamp: 1_700_000_000_000,
  from: "internal",
  to: "internal",
  chat_type: "chat",
  payload: { bodies: [{ type: "txt", msg: "hello" }], ext: {}, from: "ann", to: "bob" },
};
const withPayload = (changes: Properties): Properties => ({ ...past, payload: { ...past.payload, ...changes } });

/** What never reaches the service, and what is wrong with it. */
interface Case {
  readonly name: string;
  readonly records: unknown;
  readonly node?: Properties;
  readonly code?: string;
  readonly issues: readonly string[];
}

const cases: readonly Case[] = [
  { name: "nothing", records: undefined, issues: ["records: required"] },
  { name: "a text", records: "hello", issues: ["records: not-a-record"] },
  { name: "an object that is no record", records: { hello: 1 }, issues: ["records: not-a-record"] },
  { name: "a record without from", records: { ...record, from: undefined }, issues: ["records.from: required"] },
  { name: "a record from null", records: { ...record, from: null }, issues: ["records.from: required"] },
  {
    name: "a target that is a list",
    records: { ...record, target: ["bob"] },
    issues: ["records.target: one-id-expected"],
  },
  {
    name: "a target that is two",
    records: { ...record, target: "bob,cid" },
    issues: ["records.target: one-id-expected"],
  },
  { name: "a target that is a number", records: { ...record, target: 7 }, issues: ["records.target: id-not-text"] },
  {
    name: "the timestamp 0",
    records: { ...record, msg_timestamp: 0 },
    issues: ["records.msg_timestamp: out-of-range"],
  },
  {
    name: "a timestamp below 0",
    records: { ...record, msg_timestamp: -1 },
    issues: ["records.msg_timestamp: out-of-range"],
  },
  {
    name: "a timestamp that is no number",
    records: { ...record, msg_timestamp: NaN },
    issues: ["records.msg_timestamp: not-a-number"],
  },
  {
    name: "a timestamp as text",
    records: { ...record, msg_timestamp: "yesterday" },
    issues: ["records.msg_timestamp: not-a-number"],
  },
  {
    name: "a group's message from the future",
    records: { ...record, msg_timestamp: 4_102_444_800_000 },
    node: { chatType: "chatgroups" },
    issues: ["records.msg_timestamp: out-of-range"],
  },
  { name: "a record without content", records: { ...record, body: undefined }, issues: ["records.body: required"] },
  {
    name: "a record whose content is text",
    records: { ...record, body: "hello" },
    issues: ["records.body: not-an-object"],
  },
  { name: "a record without type", records: { ...record, type: undefined }, issues: ["records.type: unknown-body"] },
  {
    name: "a record of an unknown kind of chat",
    records: { ...past, chat_type: "channel" },
    issues: ["records.chat_type: not-a-choice"],
  },
  {
    name: "a record of a chat room, which keeps nothing",
    records: { ...past, chat_type: "chatroom" },
    issues: ["records.chat_type: not-a-choice"],
  },
  {
    name: "a past message from nobody",
    records: { ...withPayload({ from: "" }), from: "" },
    issues: ["records.from: required"],
  },
  { name: "a past message without content", records: withPayload({ bodies: [] }), issues: ["records: not-a-record"] },
  { name: "rooms", records: record, node: { chatType: "chatrooms" }, issues: ["chatType: not-a-choice"] },
  {
    name: "a record of 6 KB",
    records: [record, { ...record, body: { msg: "x".repeat(6_000) } }],
    code: "CHAT_TOO_LARGE",
    issues: ["records[1]: too-large"],
  },
  {
    name: "a list with a gap, of which all is told",
    // eslint-disable-next-line no-sparse-arrays -- the point of the test
    records: [record, , null, { ...record, from: "" }, [record]],
    issues: [
      "records[1]: not-a-record",
      "records[2]: not-a-record",
      "records[3].from: required",
      "records[4]: not-a-record",
    ],
  },
];

describe("the import node, given what will not do", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();

  async function imported(records: unknown, node: Properties = {}): Promise<Outcome> {
    const saved = { type: "agora-chat-import", records: "payload", recordsType: "msg", chatType: "users", ...node };
    await flow.load(sendFlow(appNode(emulator), saved), [registerConfig, registerImport]);
    return flow.send({ payload: records });
  }

  for (const { name, records, node, code = "CHAT_INVALID_INPUT", issues } of cases) {
    it(`asks nothing of the service for ${name}`, async () => {
      const refusal = refusalOf(await imported(records, node));
      should(refusal).eql({ code, operation: "import", outcome: "not-sent", issues });
      should(emulator.requests()).be.empty();
    });
  }

  it("has nothing to do for an empty list, and says so", async () => {
    const { done, passedOn } = await imported([]);
    should(done).eql([undefined]);
    should(passedOn[0]?.payload).eql([]);
    should(emulator.requests()).be.empty();
  });

  it("names at most a hundred problems", async () => {
    const refusal = refusalOf(await imported(Array.from({ length: 5_000 }, () => "x")));
    should(refusal.issues).have.length(100);
  });
});
