import should from "should";
import { untouched } from "../../../../src/delivery/outbox/entry-state";
import { openEntryStore } from "../../../../src/delivery/outbox/entry-store";
import type { EntryStore } from "../../../../src/delivery/outbox/entry-store";
import type { KeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { createParkedEntries } from "../../../../src/delivery/outbox/parked-entries";
import type { ParkedEntries } from "../../../../src/delivery/outbox/parked-entries";
import type { SetAside } from "../../../../src/delivery/outbox/set-aside";
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
    const aside = expired(["ann"]);
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

  describe("are shown", () => {
    let parked: ParkedEntries;
    let store: EntryStore;

    beforeEach(async () => {
      ({ store } = await openEntryStore(createFakeJournal(), createFakeClock(1_000)));
      parked = createParkedEntries(store, {} as unknown as KeptFiles, 10);
    });

    afterEach(() => store.close());

    it("in the order in which they were taken in, whenever they were set aside", () => {
      const entries = ["1", "2", "3"].map((text) => store.next(entryText(textEntry(text, "ann"), 5)));
      for (const place of [2, 0, 1]) {
        const entry = entries[place];
        if (entry !== undefined) parked.add({ ...entry, state: { ...untouched, aside: expired(["ann"]) } });
      }
      should(parked.first(2).map(({ preview }) => preview)).eql(["1", "2"]);
    });

    it("with those of their recipients about whom there is something to decide", () => {
      const entry = store.next(entryText(textEntry("1", ["ann", "bob"]), 5));
      parked.add({ ...entry, state: { ...untouched, aside: expired(["bob"]) } });
      should(parked.first(9).map(({ acceptedAt, to }) => [acceptedAt, to])).eql([[5, ["bob"]]]);
    });

    for (const [what, text, known] of [
      ["nothing", "\u0000", { acceptedAt: 0, chatType: "users", to: [] }],
      [
        "the first line",
        entryText(textEntry("1", ["g1", "g2"], "chatgroups"), 5).replace(/\n[^]*/, "\n{"),
        { acceptedAt: 5, chatType: "chatgroups", to: ["g1", "g2"] },
      ],
    ] as const) {
      it(`as far as they can be read where that is ${what}`, () => {
        const entry = store.next(text);
        parked.addDamaged(entry);
        const rest = { state: "failed", code: "CHAT_INVALID_INPUT", type: "txt", preview: "" };
        should(parked.first(1)).eql([{ id: entry.id, ...rest, ...known }]);
      });
    }
  });
});

function expired(unsent: readonly string[]): SetAside {
  return { state: "failed", code: "CHAT_EXPIRED", uncertain: [], unsent };
}
