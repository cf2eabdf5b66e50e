import { performance } from "node:perf_hooks";
import should from "should";
import type { CallContext, Progress } from "../../../../src/client/call";
import type { ImportedRecord, ImportRecord } from "../../../../src/client/import/import-record";
import { createImporter } from "../../../../src/delivery/many/import-records";
import { createFakeSend, failure, settled } from "../../../support/fake-send";
import type { FakeSend, SeenCall } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { failureOf } from "../../client/use-client";

const nobody: CallContext = { signal: new AbortController().signal };

function record(name: string, timestamp?: number, conversation = "ann bob"): ImportRecord {
  const json = { from: "ann", target: "bob", type: "txt", body: { msg: name } };
  return { chatType: "users", json, conversation, ...(timestamp === undefined ? {} : { timestamp }) };
}

/** Records of conversations of their own. */
function strangers(count: number): readonly ImportRecord[] {
  return Array.from({ length: count }, (_, index) => record(`${index}`, 5_000, `conversation ${index}`));
}

function nameOf({ json }: SeenCall): unknown {
  return (json["body"] as { readonly msg: string }).msg;
}

function accept(call: SeenCall | undefined): void {
  if (call !== undefined) call.answer({ data: { msg_id: `id of ${String(nameOf(call))}` } });
}

/** What was asked for so far: name and time. */
function asked({ calls }: FakeSend): readonly unknown[] {
  return calls.map((call) => `${String(nameOf(call))} ${String(call.json["msg_timestamp"])}`);
}

describe("the import of many", () => {
  let clock = 0;
  const importerOf = ({ send }: FakeSend): ReturnType<typeof createImporter> => createImporter(send, () => clock);

  beforeEach(() => {
    clock = 0;
  });

  it("gives the results in the order given, with their places", async () => {
    const fake = createFakeSend(accept);
    const results = await importerOf(fake).importRecords([record("late", 9_000), record("early", 5_000)], nobody);
    should(results).eql([
      { index: 0, messageId: "id of late" },
      { index: 1, messageId: "id of early" },
    ]);
    should(await importerOf(fake).importRecords([], nobody)).eql([]);
  });

  it("imports a conversation one by one in the order of time, those without one last", async () => {
    const fake = createFakeSend();
    const importing = importerOf(fake).importRecords(
      [record("now 1"), record("third", 9_000), record("first", 5_000), record("now 2"), record("second", 7_000)],
      nobody,
    );
    for (let count = 1; count <= 5; count += 1) {
      await settled();
      should(fake.calls).have.length(count);
      accept(fake.calls[count - 1]);
    }
    await importing;
    should(asked(fake)).eql(["first 5000", "second 7000", "third 9000", "now 1 undefined", "now 2 undefined"]);
  });

  it("moves equal times apart, in the order given", async () => {
    const fake = createFakeSend(accept);
    await importerOf(fake).importRecords([record("a", 5_000), record("b", 5_000), record("c", 5_001)], nobody);
    should(asked(fake)).eql(["a 5000", "b 5001", "c 5002"]);
  });

  it("keeps the order of arrival across messages, and their times increasing", async () => {
    const fake = createFakeSend();
    const importer = importerOf(fake);
    const all = [
      importer.importRecords([record("a", 6_000), record("b", 5_000)], nobody),
      importer.importRecords([record("c", 6_000), record("elsewhere", 6_000, "other")], nobody),
      importer.importRecords([record("d", 5_500)], nobody),
      importer.importRecords([record("e", 1_000)], nobody),
    ];
    for (let count = 0; count < 6; count += 1) {
      await settled();
      for (const call of fake.calls) accept(call);
    }
    await Promise.all(all);
    should(asked(fake).filter((each) => each !== "elsewhere 6000")).eql([
      "b 5000",
      "a 6000",
      "c 6001",
      "d 6002",
      "e 1000",
    ]);
    should(asked(fake).indexOf("elsewhere 6000")).be.below(2);
  });

  it("imports sixteen conversations at once, however many messages they come in", async () => {
    const fake = createFakeSend();
    const importer = importerOf(fake);
    const all = strangers(20).map((each) => importer.importRecords([each], nobody));
    all.push(importer.importRecords(strangers(5), nobody));
    await settled();
    should(fake.calls).have.length(16);
    accept(fake.calls[7]);
    await settled();
    should(fake.calls).have.length(17);
    for (let index = 0; index < fake.calls.length; index += 1) {
      accept(fake.calls[index]);
      await settled();
    }
    should((await Promise.all(all)).flat()).have.length(25);
  });

  it("counts each record's age from its turn", async () => {
    const fake = createFakeSend();
    const importing = importerOf(fake).importRecords([record("a", 5_000), record("b", 6_000)], {
      ...nobody,
      acceptedAt: 0,
    });
    await settled();
    clock = 60_000;
    accept(fake.calls[0]);
    await settled();
    accept(fake.calls[1]);
    await importing;
    should(fake.calls.map(({ context }) => context.acceptedAt)).eql([0, 60_000]);
  });

  it("reports how far it is", async () => {
    const heard: Progress[] = [];
    const context: CallContext = { ...nobody, report: (progress) => void heard.push(progress) };
    await importerOf(createFakeSend(accept)).importRecords([record("a"), record("b")], context);
    should(heard).eql([
      { state: "advancing", part: 0.5 },
      { state: "advancing", part: 1 },
    ]);
  });

  it("begins nothing after a failure, awaits what is under way, and accounts for all", async () => {
    const fake = createFakeSend();
    const records = [...strangers(20), record("behind the failed", 9_000, "conversation 1")];
    const importing = failureOf(importerOf(fake).importRecords(records, nobody));
    let ended = false;
    void importing.then(() => (ended = true));
    await settled();
    accept(fake.calls[0]);
    fake.calls[1]?.fail(failure("CHAT_REJECTED", "not-sent", { status: 400 }));
    await settled();
    should(ended).be.false();
    fake.calls[2]?.fail(failure("CHAT_NO_ANSWER", "unknown"));
    fake.calls[3]?.answer(undefined);
    for (const call of fake.calls) accept(call);
    const { code, details } = await importing;
    should(code).equal("CHAT_REJECTED");
    should(details.outcome).equal("not-sent");
    const done = details.done as readonly ImportedRecord[];
    should(done[0]).eql({ index: 0, messageId: "id of 0" });
    should(done[1]).eql({ index: 3, messageId: null });
    should(details.uncertain).eql([2]);
    const places = [...done.map(({ index }) => index), ...(details.left ?? []), ...(details.uncertain ?? [])];
    should(places.map(Number).sort((a, b) => a - b)).eql(records.map((_, index) => index));
    should(details.left).containEql(1).and.containEql(20);
  });

  it("lets the messages behind a failed one go on", async () => {
    const fake = createFakeSend();
    const importer = importerOf(fake);
    const failed = failureOf(importer.importRecords([record("a", 5_000), record("b", 6_000)], nobody));
    const behind = importer.importRecords([record("c", 5_000)], nobody);
    await settled();
    fake.calls[0]?.fail(failure("CHAT_REJECTED", "not-sent"));
    should((await failed).details).match(wholeLists({ done: [], left: [0, 1], uncertain: [] }));
    await settled();
    accept(fake.calls[1]);
    should(await behind).have.length(1);
    // What was refused has used up no time.
    should(asked(fake)).eql(["a 5000", "c 5000"]);
  });

  it("does not keep conversations that wait from others, while one under way takes its time to end", async () => {
    const fake = createFakeSend();
    const importer = importerOf(fake);
    const failed = failureOf(importer.importRecords(strangers(20), nobody));
    const behind = importer.importRecords([record("next", 5_000, "conversation 19")], nobody);
    await settled();
    fake.calls[1]?.fail(failure("CHAT_REJECTED", "not-sent"));
    await settled();
    accept(fake.calls[16]);
    should(await behind).eql([{ index: 0, messageId: "id of next" }]);
    for (const call of fake.calls) accept(call);
    await failed;
  });

  it("counts a time as used where nobody knows", async () => {
    const fake = createFakeSend();
    const importer = importerOf(fake);
    const failed = failureOf(importer.importRecords([record("a", 5_000)], nobody));
    await settled();
    fake.calls[0]?.fail(failure("CHAT_NO_ANSWER", "unknown"));
    await failed;
    const again = importer.importRecords([record("a", 5_000)], nobody);
    await settled();
    accept(fake.calls[1]);
    await again;
    should(asked(fake)).eql(["a 5000", "a 5001"]);
  });

  it("ends everything of a signal at once, and nothing of another", async () => {
    const fake = createFakeSend();
    const importer = importerOf(fake);
    const controller = new AbortController();
    const surrounds: CallContext = { signal: controller.signal };
    const mine = importer.importRecords([record("first of another", 4_000)], nobody);
    const stopped = [
      failureOf(importer.importRecords([record("behind it", 5_000), record("alone", 5_000, "other")], surrounds)),
      failureOf(importer.importRecords(strangers(30), surrounds)),
      failureOf(importer.importRecords([record("last", 5_000, "conversation 29")], surrounds)),
    ];
    const alsoMine = importer.importRecords([record("last of another", 6_000)], nobody);
    await settled();
    controller.abort();
    const errors = await Promise.all(stopped);
    should(errors.map(({ code }) => code)).eql(["CHAT_STOPPED", "CHAT_STOPPED", "CHAT_STOPPED"]);
    should(errors.map(({ details }) => details.left?.length)).eql([1, 16, 1]);
    should(errors.map(({ details }) => details.uncertain?.length)).eql([1, 14, 0]);
    accept(fake.calls[0]);
    await settled();
    accept(fake.calls[fake.calls.length - 1]);
    should((await Promise.all([mine, alsoMine])).flat().map(({ messageId }) => messageId)).eql([
      "id of first of another",
      "id of last of another",
    ]);
    should(await failureOf(importer.importRecords([record("late")], surrounds))).match({ code: "CHAT_STOPPED" });
  });

  it("takes no more time a record for a longer list, nor for more messages", async () => {
    const send = (): FakeSend["send"] => createFakeSend(accept).send;
    const messages = async (count: number): Promise<void> => {
      const importer = createImporter(send(), () => 0);
      const { signal } = new AbortController();
      await Promise.all(strangers(count).map((each) => importer.importRecords([each], { signal })));
    };
    const list = async (count: number): Promise<void> => {
      const records = Array.from({ length: count }, (_, index) => record("", index + 5_000, `${index % (count / 8)}`));
      await createImporter(send(), () => 0).importRecords(records, { signal: new AbortController().signal });
    };
    for (const work of [list, messages]) {
      await work(400);
      const began = performance.now();
      await work(400);
      const short = performance.now() - began;
      const beganLong = performance.now();
      await work(4_000);
      should(performance.now() - beganLong).be.below(Math.max(short, 5) * 10 * 6);
    }
  });
});
