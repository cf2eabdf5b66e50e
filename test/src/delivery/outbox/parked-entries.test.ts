import should from "should";
import { untouched } from "../../../../src/delivery/outbox/entry-state";
import { openEntryStore } from "../../../../src/delivery/outbox/entry-store";
import type { KeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { createParkedEntries } from "../../../../src/delivery/outbox/parked-entries";
import { entryText } from "../../../../src/delivery/outbox/stored-entry";
import { createFakeClock } from "../../../support/fake-clock";
import { settled } from "../../../support/fake-send";
import { createFakeJournal } from "./fake-journal";
import { textEntry } from "./outbox-process";

describe("messages of a journal that were set aside", () => {
  it("are dropped with their files, the oldest first, where there are too many", async () => {
    const content = new Map<string, string>();
    const removed: string[] = [];
    const files = { remove: (id: string) => Promise.resolve(void removed.push(id)) } as unknown as KeptFiles;
    const { store } = await openEntryStore(createFakeJournal(content), createFakeClock(1_000));
    const parked = createParkedEntries(store, files, 2);
    const aside = { state: "failed", code: "CHAT_EXPIRED", uncertain: [], unsent: ["ann"] } as const;
    const ids: string[] = [];
    for (const text of ["1", "2", "3"]) {
      const entry = store.next(entryText(textEntry(text, "ann"), 5));
      await store.add(entry);
      entry.state = { ...untouched, aside };
      parked.add(entry);
      ids.push(entry.id);
    }
    await settled();
    should(parked.first(10).map(({ preview }) => preview)).eql(["2", "3"]);
    should(removed).eql(ids.slice(0, 1));
    should([...content.keys()]).eql(ids.slice(1));
    await store.close();
  });
});
