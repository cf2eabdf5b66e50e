import should from "should";
import type { Progress } from "../../../../src/client/call";
import type { ChatType } from "../../../../src/client/message";
import type { Receipt } from "../../../../src/client/sending/receipt";
import { untouched } from "../../../../src/delivery/outbox/entry-state";
import type { EntryState } from "../../../../src/delivery/outbox/entry-state";
import { entryText, readHeader } from "../../../../src/delivery/outbox/stored-entry";
import type { EntryHeader } from "../../../../src/delivery/outbox/stored-entry";
import type { WaitingCaller } from "../../../../src/delivery/outbox/waiting-caller";
import { createWaitingEntries } from "../../../../src/delivery/outbox/waiting-entries";
import type { Left, WaitingEntries, WaitingEntry } from "../../../../src/delivery/outbox/waiting-entries";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { settled } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { createFakeService } from "./fake-service";
import type { FakeService } from "./fake-service";
import { textEntry } from "./outbox-process";

const startMs = 1_760_000_000_000;
const maxAgeMs = 60_000;
const graceMs = 5_000;

/** A caller that keeps what it is told; as callers do, it waits no more once it was told the end. */
interface FakeCaller extends WaitingCaller {
  readonly heard: readonly unknown[];
}

function createFakeCaller(): FakeCaller {
  const heard: unknown[] = [];
  let isWaiting = true;
  return {
    heard,
    ended: Promise.resolve(undefined),
    report: (progress) => void heard.push(progress),
    tell(told) {
      if (!isWaiting) return false;
      isWaiting = false;
      heard.push(told);
      return true;
    },
  };
}

describe("the messages that are to be sent", () => {
  let clock: FakeClock;
  let service: FakeService;
  let waiting: WaitingEntries;
  let isDiskFull: boolean;
  /** Those that left, and how many waited then. */
  let gone: { readonly id: string; readonly left: Left; readonly mayBeDouble: boolean; readonly size: number }[];

  beforeEach(() => {
    clock = createFakeClock(startMs);
    service = createFakeService(() => true);
    isDiskFull = false;
    gone = [];
    waiting = createWaitingEntries({
      ...{ clock, maxAgeMs, graceMs },
      deliver: service.deliver,
      files: { restore: () => Promise.reject(new Error("no file was kept")) },
      store: {
        save: () => undefined,
        saveDurably: () => (isDiskFull ? Promise.reject(new Error("disk full")) : Promise.resolve()),
      },
      onLeft: ({ entry, mayBeDouble }, left) => gone.push({ id: entry.id, left, mayBeDouble, size: waiting.size }),
    });
  });
  afterEach(async () => {
    service.requests.forEach(({ accept }) => accept());
    await waiting.close();
    should(clock.pending).equal(0);
  });

  /** Lines up a message that says its id. */
  function add(
    id: string,
    to: string | readonly string[],
    state: EntryState = untouched,
    type?: ChatType,
  ): WaitingEntry {
    const text = entryText(textEntry(id, to, type), startMs);
    const entry = { id, text, state, hasRecord: false, isRemoved: false };
    return waiting.add(entry, readHeader(text) as EntryHeader, clock.now());
  }
  function begin(...given: Parameters<typeof add>): FakeCaller {
    const place = add(...given);
    const caller = createFakeCaller();
    place.caller = caller;
    waiting.release(place);
    return caller;
  }
  /** One of which only the first line can be read. */
  function addDamaged(id: string, to: string): WaitingEntry {
    const place = add(id, to);
    (place.entry as { text: string }).text = `${place.entry.text.split("\n")[0] ?? ""}\n{`;
    return place;
  }
  const lines = (): readonly string[] => service.requests.map(({ line }) => line);
  const receipt = (id: string, to: string, chatType: ChatType = "users"): Receipt => ({
    ...{ to, chatType },
    messageId: `${id}-${to}`,
    timestamp: 1,
  });
  async function onWire(...expected: readonly string[]): Promise<void> {
    await settled();
    should(lines()).eql(expected);
  }
  async function tell(index: number, progress: Progress): Promise<void> {
    service.requests[index]?.context.report?.(progress);
    await settled();
  }
  async function accept(index: number): Promise<void> {
    service.requests[index]?.accept();
    await settled();
  }

  it("leave with their receipts, and count no more by then", async () => {
    begin("1", "ann");
    should(waiting.size).equal(1);
    await onWire("1>ann");
    await accept(0);
    should(gone).match(
      wholeLists([{ id: "1", left: { ended: { receipts: [receipt("1", "ann")] } }, mayBeDouble: false, size: 0 }]),
    );
    should(gone[0]?.left?.stored).match({ nodeId: "node-1", message: { body: { fields: { msg: "1" } } } });
  });

  it("go to those who are left, and leave with the receipts of all", async () => {
    const done = [receipt("1", "g1", "chatgroups")];
    begin("1", ["g1", "g2"], { ...untouched, done }, "chatgroups");
    begin("2", "g1", untouched, "chatgroups");
    await onWire("1>g2", "2>g1");
    await accept(0);
    should(gone[0]?.left?.ended).eql({ receipts: [...done, receipt("1", "g2", "chatgroups")] });
  });

  it("go nowhere before they are released, nor ahead of one that is not", async () => {
    const first = add("1", "ann");
    begin("2", "ann");
    await onWire();
    waiting.release(first);
    await onWire("1>ann");
    await accept(0);
    await onWire("1>ann", "2>ann");
  });

  it("make way where they are withdrawn", async () => {
    const first = add("1", "ann");
    begin("2", "ann");
    waiting.withdraw(first);
    should(waiting.size).equal(1);
    await onWire("2>ann");
    should(gone).be.empty();
  });

  it("are all released together", async () => {
    await waiting.releaseAll([add("1", "ann"), add("2", "bob")]);
    await onWire("1>ann", "2>bob");
  });

  it("pass on to their callers how far they are, and need none", async () => {
    const caller = begin("1", "ann");
    waiting.release(add("2", "bob"));
    await onWire("1>ann", "2>bob");
    await tell(0, { state: "sending" });
    await tell(1, { state: "sending" });
    should(caller.heard).eql([{ state: "sending" }]);
  });

  it("may be double from the first retry that may double them, whatever comes behind it, or from an earlier process", async () => {
    const retrying = { state: "retrying", delayMs: 1, code: "CHAT_NO_ANSWER" } as const;
    const doubling = { ...retrying, mayHaveArrived: true, mayDouble: true };
    const harmless = { ...retrying, mayHaveArrived: false, mayDouble: false };
    ["1", "2", "3"].forEach((id) => begin(id, `user-${id}`));
    begin("4", "user-4", { ...untouched, doubled: ["user-4"] });
    await settled();
    for (const index of [0, 1, 2, 3]) await tell(index, { state: "sending" });
    await tell(1, harmless);
    await tell(2, doubling);
    await tell(2, harmless);
    await tell(3, harmless);
    for (const index of [0, 1, 2, 3]) await accept(index);
    should(gone.map(({ id, mayBeDouble }) => [id, mayBeDouble])).eql([
      ["1", false],
      ["2", false],
      ["3", true],
      ["4", true],
    ]);
  });

  it("leave when they grow too old in line, with an account of everybody, and hold nobody up", async () => {
    begin("1", "ann");
    begin("2", ["ann", "bob"], { ...untouched, uncertain: ["cid"], to: ["ann", "bob", "cid"] });
    await clock.advance(1_000);
    begin("3", "bob");
    await clock.advance(maxAgeMs - 1_000);
    await settled();
    const [expired] = gone;
    should(expired).match({ id: "2", size: 2 });
    const { error } = expired?.left?.ended as { readonly error: { readonly code: string; readonly details: object } };
    should(error.code).equal("CHAT_EXPIRED");
    should(error.details).have.properties({
      ...{ outcome: "unknown", sent: [], unsent: ["ann", "bob"], uncertain: ["cid"] },
    });
    await onWire("1>ann", "3>bob");
  });

  it("leave as unreadable where they are damaged, in their turn or too old, and make way", async () => {
    waiting.release(addDamaged("1", "ann"));
    begin("2", "ann");
    waiting.release(addDamaged("3", "ann"));
    await onWire("2>ann");
    should(gone).eql([{ id: "1", left: undefined, mayBeDouble: false, size: 2 }]);
    await clock.advance(maxAgeMs);
    should(gone.slice(1)).eql([{ id: "3", left: undefined, mayBeDouble: false, size: 1 }]);
    await accept(0);
    should(gone.map(({ id }) => id)).eql(["1", "3", "2"]);
  });

  it("try each second to mark that they go out, as long as the disk is full", async () => {
    isDiskFull = true;
    const caller = begin("1", "ann");
    await clock.advance(2_999);
    isDiskFull = false;
    await onWire();
    await clock.advance(1);
    await onWire("1>ann");
    await accept(0);
    should(gone).have.length(1);
    should(caller.heard).be.empty();
  });

  it("grow too old for a disk that stays full", async () => {
    isDiskFull = true;
    begin("1", "ann");
    await clock.advance(maxAgeMs);
    should(gone).match(wholeLists([{ left: { ended: { error: { code: "CHAT_EXPIRED" } } } }]));
    await onWire();
  });

  it("stay as they are when all is closed, and their callers know it", async () => {
    const ann = begin("1", "ann");
    const behind = begin("2", "ann");
    waiting.release(add("3", "bob"));
    waiting.release(add("4", "bob"));
    await onWire("1>ann", "3>bob");
    isDiskFull = true;
    const unmarked = begin("5", "cid");
    await settled();
    const closed = waiting.close();
    await settled();
    should(ann.heard).be.empty();
    should(behind.heard).eql([{ receipts: undefined }]);
    should(unmarked.heard).eql([{ receipts: undefined }]);
    await accept(0);
    await accept(1);
    await closed;
    should(gone.map(({ id }) => id)).eql(["1", "3"]);
    await onWire("1>ann", "3>bob");
    should(waiting.size).equal(3);
  });

  it("have their time on the wire when all is closed, and no more", async () => {
    const caller = begin("1", "ann");
    waiting.release(add("2", "bob"));
    await onWire("1>ann", "2>bob");
    let isClosed = false;
    const closed = waiting.close().then(() => (isClosed = true));
    await clock.advance(graceMs - 1);
    should(caller.heard).be.empty();
    should(isClosed).be.false();
    await clock.advance(1);
    should(caller.heard).eql([{ receipts: undefined }]);
    await closed;
    should(gone).be.empty();
  });

  it("go nowhere, nor grow old, where they are released when all is closed", async () => {
    const places = [add("1", "ann"), add("2", "ann")];
    const others = [add("3", "bob"), add("4", "bob")];
    await settled();
    await waiting.close();
    places.forEach((place) => waiting.release(place));
    await waiting.releaseAll(others);
    should(others.map(({ isReleased }) => isReleased)).eql([false, false]);
    should(clock.pending).equal(0);
    await onWire();
  });
});
