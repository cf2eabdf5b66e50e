import should from "should";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { untouched } from "../../../../src/delivery/outbox/entry-state";
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
