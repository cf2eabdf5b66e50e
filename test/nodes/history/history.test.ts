import should from "should";
import * as faults from "../../../src/emulator/faults";
import { packed, record, records } from "../../src/client/history/fake-history";
import { useEmulator } from "../../src/emulator/use-emulator";
import { until } from "../../support/node-flow";
import type { Message, Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";
import { hour, useHistoryFlow } from "./history-flow";
import type { HistoryOutcome } from "./history-flow";

const payloads = (messages: readonly Message[]): readonly unknown[] => messages.map(({ payload }) => payload);
const partsOf = (messages: readonly Message[]): readonly Properties[] =>
  messages.map((message) => message["parts"] as Properties);

describe("the history node", () => {
  const { emulator } = useEmulator();
  const flow = useHistoryFlow(emulator);

  it("reads what was sent in an hour, message by message, and says at the end what it was", async () => {
    emulator.history.put(hour, records(3));
    const { done, passedOn, summaries, completed } = await flow.read({}, { topic: "kept" });
    should(done).eql([undefined]);
    should(payloads(passedOn)).eql(records(3));
    should(passedOn.map(({ topic }) => topic)).eql(["kept", "kept", "kept"]);
    const bytes = Buffer.byteLength(
      records(3)
        .map((each) => `${JSON.stringify(each)}\n`)
        .join(""),
    );
    should(payloads(summaries)).eql([{ messages: 3, bytes, hours: [{ hour, state: "ok", messages: 3 }] }]);
    should(summaries[0]?.topic).equal("kept");
    should(summaries[0]).not.have.property("parts");
    should(completed).have.length(1);
  });

  it("never sends its token to where the files are", async () => {
    emulator.history.put(hour, records(1));
    await flow.read();
    const [asked] = emulator.requests("history");
    const [fetched] = emulator.requests("history-file");
    should(asked?.headers["authorization"]).startWith("Bearer ");
    should(fetched?.headers).not.have.property("authorization");
  });

  it("numbers the messages as split does, the last saying how many there were", async () => {
    emulator.history.put(hour, records(3));
    const { passedOn } = await flow.read();
    const [first] = partsOf(passedOn);
    should(first?.["id"]).match(/^[0-9a-f]{16}$/);
    const common = { id: first?.["id"], type: "array", len: 1 };
    should(partsOf(passedOn)).eql([
      { ...common, index: 0 },
      { ...common, index: 1 },
      { ...common, index: 2, count: 3 },
    ]);
  });

  it("keeps the parts of a message that is itself a part", async () => {
    emulator.history.put(hour, records(1));
    const parts = { id: "outer", type: "array", index: 4, count: 9 };
    const { passedOn, summaries } = await flow.read({}, { parts });
    should(partsOf(passedOn)).match(wholeLists([{ parts, count: 1 }]));
    should(partsOf(summaries)).eql([parts]);
  });

  for (const [output, batchSize] of [
    ["message", 500],
    ["batch", 3],
    ["batch", 4],
    ["batch", 100],
    ["batch", 1],
  ] as const) {
    it(`gives core's join node the whole again, as ${output} (${batchSize})`, async () => {
      emulator.history.put(hour, records(5));
      emulator.history.put("2025100908", records(7, 6));
      await flow.load({ output, batchSize, end: "2025100908", wires: [["join"], ["summary"]] });
      const joined: unknown[] = [];
      flow.node("joined").on("input", ({ payload }) => joined.push(payload));
      emulator.clock.advance(60 * 60_000);
      await flow.ask();
      await until(() => joined.length > 0);
      should(joined).eql([records(12)]);
    });
  }

  it("fills its lists across hours", async () => {
    emulator.history.put(hour, records(5));
    emulator.history.put("2025100908", records(7, 6));
    emulator.clock.advance(60 * 60_000);
    const { passedOn, summaries } = await flow.read({ output: "batch", batchSize: "5", end: "2025100908" });
    should(payloads(passedOn)).eql([records(5), records(5, 6), records(2, 11)]);
    should(partsOf(passedOn)).match(wholeLists([{ index: 0, len: 5 }, { index: 1 }, { index: 2, count: 3 }]));
    should(summaries[0]?.payload).match(wholeLists({ hours: [{ messages: 5 }, { messages: 7 }] }));
  });

  it("sends nothing but the summary where there is nothing", async () => {
    const { done, passedOn, summaries } = await flow.read({ end: "2025100909", endType: "str" });
    should(done).eql([undefined]);
    should(passedOn).be.empty();
    should(summaries[0]?.payload).eql({
      messages: 0,
      bytes: 0,
      hours: [
        { hour: "2025100907", state: "empty", messages: 0 },
        { hour: "2025100908", state: "not-ready", messages: 0 },
        { hour: "2025100909", state: "not-ready", messages: 0 },
      ],
    });
  });

  it("reads on though half of a month is no longer kept", async () => {
    emulator.history.put(hour, records(1));
    const app = { callsPerSecond: 100_000, historyCallsPerMinute: 100_000 };
    const { done, summaries } = await flow.read({ end: hour }, { payload: "2025090908" }, app);
    should(done).eql([undefined]);
    const { hours } = summaries[0]?.payload as { readonly hours: readonly { readonly state: string }[] };
    const count = (state: string): number => hours.filter((each) => each.state === state).length;
    should([hours.length, count("not-ready"), count("empty"), count("ok")]).eql([720, 552, 167, 1]);
  }).timeout(20_000);

  for (const [filter, expected] of [
    [{ chatTypes: ["groupchat"] }, ["2"]],
    [{ chatTypes: ["users"] }, ["1", "3"]],
    [{ messageTypes: ["img", "video"] }, ["2"]],
    [{ sender: "who", senderType: "msg" }, ["3"]],
    [{ receiver: "229600" }, ["2"]],
  ] as const) {
    it(`hands on only what its filter lets through: ${JSON.stringify(filter)}`, async () => {
      const group = record("2", { chat_type: "groupchat", to: "229600", payload: { bodies: [{ type: "img" }] } });
      emulator.history.put(hour, [record("1"), group, record("3", { payload: null, from: "ann" })]);
      const { passedOn } = await flow.read(filter, { who: "ann" });
      should(passedOn.map(({ payload }) => (payload as Properties)["msg_id"])).eql(expected);
    });
  }

  it("names hours by China's clock where the app lives there", async () => {
    emulator.history.put("2025100915", records(1));
    await flow.read({}, { payload: "2025-10-09T07:10:00Z" }, { platform: "easemob" });
    should(emulator.requests("history").map(({ path }) => path.split("/").at(-1))).eql(["2025100915"]);
  });

  it("fetches a link anew that has ended, and repeats nothing of a download that broke off", async () => {
    emulator.history.put(hour, records(400));
    emulator.faults.next("history-file", faults.expiredLink());
    emulator.faults.next("history-file", faults.cutAfter(1_500));
    const { done, passedOn } = await flow.read({}, {}, { retry: "brisk" });
    should(done).eql([undefined]);
    should(payloads(passedOn)).eql(records(400));
    should(emulator.requests("history").length).equal(2);
  });

  it("hands on what came before a failure, and says how far it got", async () => {
    emulator.history.put(hour, records(5));
    const later = packed(records(4_000, 6));
    emulator.history.put("2025100908", later.subarray(0, later.length / 2));
    emulator.clock.advance(60 * 60_000);
    const { done, passedOn, summaries, caught } = await flow.read({ output: "batch", end: "2025100908" });
    should(done).match(wholeLists([{ code: "CHAT_BAD_ANSWER" }]));
    should(summaries).be.empty();
    const all = payloads(passedOn).flat();
    should(all.length).be.above(5);
    should(all).eql(records(all.length));
    should(partsOf(passedOn).filter((parts) => "count" in parts)).be.empty();
    should((caught[0]?.["chatError"] as Properties)["hours"]).eql([
      { hour: "2025100907", state: "ok", messages: 5 },
      { hour: "2025100908", state: "failed", messages: all.length - 5 },
    ]);
  });

  it("ends on a redeploy, in the middle of a file", async () => {
    emulator.history.put(hour, records(2_000));
    emulator.faults.next("history-file", faults.silentAfter(1_000));
    await flow.load();
    const asking: Promise<HistoryOutcome> = flow.ask();
    await until(() => emulator.requests("history-file").length > 0);
    await flow.deploy([]);
    should((await asking).done).match(wholeLists([{ code: "CHAT_STOPPED" }]));
  });

  it("shows in its status how far it is, and that it is done", async () => {
    const file = Buffer.from(
      records(100)
        .map((each) => `${JSON.stringify(each)}\n`)
        .join(""),
    );
    emulator.history.put(hour, file);
    emulator.faults.next("history-file", faults.trickle(file.length / 4, 150));
    await flow.read();
    const says = (words: string): boolean => flow.statuses("history").some(({ text = "" }) => text.endsWith(words));
    await until(() => says("status.historyRead"));
    should(says("status.percent")).be.true();
  });
});
