import should from "should";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { stateText, untouched } from "../../../../src/delivery/outbox/entry-state";
import { openEntryStore } from "../../../../src/delivery/outbox/entry-store";
import { entryText } from "../../../../src/delivery/outbox/stored-entry";
import { createFakeClock } from "../../../support/fake-clock";
import { settled } from "../../../support/fake-send";
import { createFakeJournal } from "./fake-journal";
import { textEntry } from "./outbox-process";

describe("the entries in a journal", () => {
  it("go behind those that were found, though the clock was set back", async () => {
    const later = "1800000000000000";
    const content = new Map([[later, entryText(textEntry("1", "ann"), 5)]]);
    const { store, found } = await openEntryStore(createFakeJournal(content), createFakeClock(1_760_000_000_000));
    should(found.map(({ entry }) => entry.id)).eql([later]);
    should([store.next("a"), store.next("b")].map(({ id }) => id)).eql(["1800000000000001", "1800000000000002"]);
    await store.close();
  });

  it("leave nothing behind of a state that is over", async () => {
    const content = new Map<string, string>();
    const { store } = await openEntryStore(createFakeJournal(content), createFakeClock(1_000));
    const entry = store.next("a text");
    await store.add(entry);
    entry.state = { ...untouched, flying: ["ann"] };
    await store.saveDurably([entry]);
    should([...content.keys()]).eql([entry.id, `${entry.id}.state`]);
    entry.state = untouched;
    await store.saveDurably([entry]);
    should([...content.keys()]).eql([entry.id]);
    entry.state = { ...untouched, flying: ["ann"] };
    await store.saveDurably([entry]);
    entry.isRemoved = true;
    await store.saveDurably([entry]);
    should(content.size).equal(0);
    await store.close();
  });

  it("get an id that none has had before, though nothing is left of the others", async () => {
    const [before, after] = await Promise.all(
      [1_000, 1_001].map((now) => openEntryStore(createFakeJournal(), createFakeClock(now))),
    );
    const given = Array.from({ length: 900 }, () => Number(before?.store.next("").id));
    should(Number(after?.store.next("").id)).be.above(Math.max(...given));
    await Promise.all([before?.store.close(), after?.store.close()]);
  });

  it("leave nothing behind of a state that an earlier process wrote", async () => {
    const content = storedWith({ "0000000000000001.state": stateText({ ...untouched, flying: ["ann"] }) });
    const { store, found } = await openEntryStore(createFakeJournal(content), createFakeClock(1_000));
    should(found[0]?.entry.state).eql({ ...untouched, flying: ["ann"] });
    const entries = found.map(({ entry }) => entry);
    for (const entry of entries) entry.isRemoved = true;
    await store.saveDurably(entries);
    should(content.size).equal(0);
    await store.close();
  });

  it("take no state for theirs that is another's, or nobody's", async () => {
    const state = stateText({ ...untouched, flying: ["bob"] });
    const content = storedWith({ "0000000000000000.state": state, "0000000000000002.state": state });
    const { store, found } = await openEntryStore(createFakeJournal(content), createFakeClock(1_000));
    should(found.map(({ entry }) => [entry.id, entry.state])).eql([["0000000000000001", untouched]]);
    await store.close();
  });

  it("are found damaged together with their state, and keep nobody from opening the others", async () => {
    const content = storedWith({ "0000000000000002": "\u0000", "0000000000000002.state": "\u0000" });
    const { store, found } = await openEntryStore(createFakeJournal(content), createFakeClock(1_000));
    should(found.map(({ entry, header }) => [entry.state, header?.to])).eql([
      [untouched, ["ann"]],
      [untouched, undefined],
    ]);
    await store.close();
  });

  it("try no more to write what failed when all is closed", async () => {
    const clock = createFakeClock(1_000);
    let failWrite = (): void => undefined;
    const journal: Journal = {
      ...createFakeJournal(),
      write: () => new Promise((_, reject) => (failWrite = () => reject(new Error("The disk is full")))),
      close() {
        failWrite();
        return Promise.resolve();
      },
    };
    const { store } = await openEntryStore(journal, clock);
    store.save({ ...store.next("a text"), isRemoved: true });
    await store.close();
    await settled();
    should(clock.pending).equal(0);
  });
});

/** One message, and what else lies beside it. */
function storedWith(others: Readonly<Record<string, string>>): Map<string, string> {
  return new Map([["0000000000000001", entryText(textEntry("1", "ann"), 5)], ...Object.entries(others)]);
}
