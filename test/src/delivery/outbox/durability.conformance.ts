import should from "should";
import type { LocalFile } from "../../../../src/client/files/local-file";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../../client/use-client";
import { textEntry, until, usualOptions } from "./outbox-process";
import type { OutboxProcess } from "./outbox-process";
import type { OutboxKind } from "./outbox-world";
import { useWorld } from "./use-world";

const eightGroups = ["g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8"];

/** What outlives the process, and what is said of what nobody knows then. */
export function describeDurability(kind: OutboxKind): void {
  const test = useWorld(kind);
  let one: OutboxProcess;

  function hand(...entries: Parameters<typeof textEntry>[]): void {
    for (const entry of entries) one.outbox.send(textEntry(...entry), context).catch(() => undefined);
  }
  const requests = (count: number): Promise<void> =>
    until(`${count} requests`, () => one.service.requests.length >= count);
  const taken = (count: number): Promise<void> =>
    until(`${count} are taken in`, async () => (await one.outbox.census()).waiting === count);
  const returned = (count: number): Promise<void> => until(`${count} returned`, () => one.returned.length >= count);
  const acceptAll = (): void => void (one.service.play = ({ accept }) => accept());

  async function dieAndBegin(...settings: Parameters<typeof test.begin>): Promise<void> {
    await test.world.settled();
    await one.crash();
    one = await test.begin(...settings);
  }

  beforeEach(async () => {
    one = await test.begin();
  });

  it("delivers after a crash what waited, in order, and gives back the flow's messages as they were", async () => {
    hand(["1", "ann"], ["2", "ann"], ["3", "bob"], ["4", "ann"]);
    await requests(2);
    await taken(4);
    one.service.requests[0]?.accept();
    await requests(3);
    await dieAndBegin();
    acceptAll();
    await returned(3);
    should(one.service.requests.map(({ line }) => line)).eql(["4>ann"]);
    const delivered = one.returned.find(({ ending }) => "receipts" in ending);
    should(delivered).match(
      wholeLists({
        nodeId: "node-1",
        flowMessage: { _msgid: "id-4", payload: "4" },
        ending: { receipts: [{ to: "ann", messageId: "4-ann" }] },
        mayBeDouble: false,
      }),
    );
    should(Buffer.isBuffer(delivered?.flowMessage["raw"])).be.true();
  });

  it("says that nobody knows of what was on the wire, and goes on behind it", async () => {
    hand(["1", "ann"], ["2", "ann"]);
    await requests(1);
    await dieAndBegin();
    acceptAll();
    await returned(2);
    should(one.service.requests.map(({ line }) => line)).eql(["2>ann"]);
    const details = { outcome: "unknown", sent: [], unsent: [], uncertain: ["ann"] };
    const lost = one.returned.find(({ ending }) => "error" in ending);
    should(lost).match(
      wholeLists({ flowMessage: { payload: "1" }, ending: { error: { code: "CHAT_NO_ANSWER", details } } }),
    );
    should((await one.outbox.parked(10)).map(({ state, to, preview }) => [state, to, preview])).eql([
      ["uncertain", ["ann"], "1"],
    ]);
    await dieAndBegin();
    await test.world.settled();
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 1, failed: 0 });
    should(one.returned).be.empty();
  });

  it("sends again what was on the wire where that is wanted, and says that it may be double", async () => {
    hand(["1", "ann"], ["2", "ann"]);
    await requests(1);
    await dieAndBegin({ repeatUnknown: true });
    acceptAll();
    await returned(2);
    should(one.service.requests.map(({ line }) => line)).eql(["1>ann", "2>ann"]);
    should(one.returned.map(({ mayBeDouble }) => mayBeDouble)).eql([true, false]);
  });

  it("does not take back that somebody may have got it, whatever becomes of the second try", async () => {
    hand(["1", "ann"]);
    await requests(1);
    await dieAndBegin({ repeatUnknown: true });
    one.service.play = ({ fail }) => fail("CHAT_REJECTED", "not-sent");
    await returned(1);
    const details = { outcome: "unknown", unsent: [], uncertain: ["ann"] };
    should(one.returned[0]?.ending).match(wholeLists({ error: { code: "CHAT_REJECTED", details } }));
    should((await one.outbox.parked(1))[0]).match(wholeLists({ state: "uncertain", to: ["ann"] }));
  });

  it("sends what did not arrive and waited for another try", async () => {
    hand(["1", "ann"]);
    await requests(1);
    const [first] = one.service.requests;
    first?.context.report?.({
      state: "retrying",
      delayMs: 1_000,
      code: "CHAT_UNREACHABLE",
      mayHaveArrived: false,
      mayDouble: false,
    });
    await dieAndBegin();
    acceptAll();
    await returned(1);
    should(one.returned[0]).match(wholeLists({ ending: { receipts: [{ to: "ann" }] }, mayBeDouble: false }));
  });

  it("goes on behind the parts of a message that were done", async () => {
    hand(["1", eightGroups, "chatgroups"]);
    await requests(1);
    one.service.requests[0]?.accept();
    await requests(2);
    await dieAndBegin({ repeatUnknown: true });
    acceptAll();
    await returned(1);
    should(one.service.requests.map(({ line }) => line)).eql(["1>g4,g5,g6", "1>g7,g8"]);
    const { ending, mayBeDouble } = one.returned[0] ?? {};
    should(ending).match(wholeLists({ receipts: eightGroups.map((to) => ({ to, messageId: `1-${to}` })) }));
    should(mayBeDouble).be.true();
  });

  it("sends the rest of a message of whose middle nobody knows", async () => {
    hand(["1", eightGroups, "chatgroups"]);
    await requests(1);
    one.service.requests[0]?.accept();
    await requests(2);
    await dieAndBegin();
    acceptAll();
    await returned(1);
    should(one.service.requests.map(({ line }) => line)).eql(["1>g7,g8"]);
    const { ending } = one.returned[0] ?? {};
    const sent = ["g1", "g2", "g3", "g7", "g8"].map((to) => ({ to, messageId: `1-${to}` }));
    const details = { outcome: "unknown", sent, unsent: [], uncertain: ["g4", "g5", "g6"] };
    should(ending).match(wholeLists({ error: { code: "CHAT_NO_ANSWER", details } }));
  });

  it("keeps what waits when it is closed", async () => {
    hand(["1", "ann"], ["2", "ann"]);
    await requests(1);
    await taken(2);
    const closed = one.outbox.close();
    one.service.requests[0]?.accept();
    await closed;
    one = await test.begin();
    acceptAll();
    await returned(1);
    should(one.service.requests.map(({ line }) => line)).eql(["2>ann"]);
  });

  it("tells the next process what ended when nobody was there any more to hear of it", async () => {
    const caller = new AbortController();
    const ended = one.outbox.send(textEntry("1", "ann"), { signal: caller.signal });
    await requests(1);
    caller.abort();
    const closed = one.outbox.close();
    should(await ended).be.undefined();
    one.service.requests[0]?.accept();
    await closed;
    should(one.returned).be.empty();
    one = await test.begin();
    await returned(1);
    should(one.returned[0]).match(wholeLists({ ending: { receipts: [{ messageId: "1-ann" }] }, mayBeDouble: false }));
    should(one.service.requests).be.empty();
  });

  it("takes what had no time to end for uncertain when it begins anew", async () => {
    hand(["1", "ann"]);
    await requests(1);
    const closed = one.outbox.close();
    await test.world.settled();
    await test.clock.advance(usualOptions.graceMs);
    await closed;
    one = await test.begin();
    await returned(1);
    should(one.returned[0]?.ending).match({ error: { code: "CHAT_NO_ANSWER" } });
    should(one.service.requests).be.empty();
  });

  it("keeps what was set aside, and what somebody decided", async () => {
    one.service.play = ({ fail }) => fail("CHAT_NO_ANSWER", "unknown");
    hand(["1", "ann"], ["2", "bob"], ["3", "cid"]);
    await until("all are set aside", async () => (await one.outbox.census()).uncertain === 3);
    await dieAndBegin();
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 3, failed: 0 });
    const parked = await one.outbox.parked(10);
    const idOf = (text: string): string => parked.find(({ preview }) => preview === text)?.id ?? "none";
    should(await one.outbox.decide([idOf("1")], "drop")).equal(1);
    should(await one.outbox.decide([idOf("2")], "send")).equal(1);
    // A crash while it is on the wire again.
    await requests(1);
    await dieAndBegin({ repeatUnknown: true });
    acceptAll();
    await returned(1);
    should(one.returned[0]).match({ flowMessage: { payload: "2" }, mayBeDouble: true });
    await until("it is counted", async () => (await one.outbox.census()).waiting === 0);
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 1, failed: 0 });
  });

  it("ends what grew too old while nobody was there", async () => {
    hand(["1", "ann"], ["2", "ann"]);
    await taken(2);
    await requests(1);
    await test.world.settled();
    await one.crash();
    await test.clock.advance(usualOptions.maxAgeMs);
    one = await test.begin();
    await until("it was told", () => one.returned.some(({ flowMessage }) => flowMessage["payload"] === "2"));
    const old = one.returned.find(({ flowMessage }) => flowMessage["payload"] === "2");
    should(old?.ending).match(
      wholeLists({ error: { code: "CHAT_EXPIRED", details: { unsent: ["ann"], uncertain: [] } } }),
    );
    should(one.service.requests).be.empty();
  });

  it("refuses a flow message that cannot be kept, and says what is in the way", async () => {
    const entry = textEntry("1", "ann");
    const flowMessage = { ...entry.flowMessage, res: { send: () => undefined } };
    const error = await failureOf(one.outbox.send({ ...entry, flowMessage }, context));
    should(error).match(
      wholeLists({
        code: "CHAT_INVALID_INPUT",
        details: {
          outcome: "not-sent",
          unsent: ["ann"],
          issues: [{ path: "msg.res.send", problem: "not-storable", params: { found: "function" } }],
        },
      }),
    );
    should(await one.outbox.census()).eql({ waiting: 0, uncertain: 0, failed: 0 });
  });

  it("keeps the files that are still to be uploaded", async () => {
    const made = (filename: string, text: string): LocalFile => ({
      filename,
      bytes: text.length,
      mimeType: "application/octet-stream",
      read: () => bytes(text),
    });
    const files = { file: made("a.bin", "abc"), thumbnail: made("b.bin", "de") };
    const entry = textEntry("2", "ann");
    hand(["1", "ann"]);
    void one.outbox.send({ ...entry, outgoing: { ...entry.outgoing, ...files, restrictAccess: true } }, context);
    await requests(1);
    await taken(2);
    await dieAndBegin();
    await requests(1);
    const { outgoing } = one.service.requests[0] ?? {};
    should(outgoing).match({
      restrictAccess: true,
      file: { filename: "a.bin", bytes: 3 },
      thumbnail: { filename: "b.bin", bytes: 2 },
    });
    should(await textOf(outgoing?.file)).equal("abc");
    should(await textOf(outgoing?.thumbnail)).equal("de");
  });
}

async function textOf(file: LocalFile | undefined): Promise<string> {
  let text = "";
  for await (const piece of file?.read() ?? []) text += Buffer.from(piece).toString();
  return text;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
