import should from "should";
import type { Journal, JournalChange } from "../../../../src/delivery/outbox/journal";

/** A kind of journal under test. */
export interface JournalWorld {
  /** Opens the one journal of the test; again after it was closed. */
  open(): Promise<Journal>;
  /** How many commits there have been since the last call. */
  commits(): number;
}

/** Every journal passes these tests: call it from the `.test.ts` of its kind. */
export function describeJournal(name: string, createWorld: () => JournalWorld): void {
  describe(`the journal ${name}`, () => {
    let world: JournalWorld;
    let journal: Journal;
    const opened = new Set<Journal>();

    async function open(): Promise<Journal> {
      journal = await world.open();
      opened.add(journal);
      return journal;
    }

    async function reopen(): Promise<Journal> {
      await journal.close();
      return open();
    }

    beforeEach(async () => {
      world = createWorld();
      await open();
    });

    afterEach(async () => {
      for (const each of opened) await each.close();
      opened.clear();
    });

    it("is empty at first", async () => {
      should(await contents(journal)).eql([]);
    });

    it("keeps what was put, by key, over a reopening", async () => {
      await journal.write([put("b", "two"), put("a", "one")], true);
      await journal.write([put("c", '三 🙂 \u0000 "')], true);
      const all = [
        ["a", "one"],
        ["b", "two"],
        ["c", '三 🙂 \u0000 "'],
      ];
      should(await contents(journal)).eql(all);
      should(await contents(await reopen())).eql(all);
    });

    it("keeps over a reopening what was not durable as well", async () => {
      await journal.write([put("a", "one")], false);
      await journal.write([put("b", "two")], false);
      await journal.write([{ remove: "a" }], false);
      should(await contents(await reopen())).eql([["b", "two"]]);
    });

    it("puts the last value in the place of the one before, and removes what was put", async () => {
      await journal.write([put("a", "one"), put("b", "two"), put("c", "")], true);
      await journal.write([put("a", "uno"), { remove: "b" }], true);
      should(await contents(journal)).eql([
        ["a", "uno"],
        ["c", ""],
      ]);
      should(await contents(await reopen())).eql([
        ["a", "uno"],
        ["c", ""],
      ]);
    });

    it("removes what is not there without harm", async () => {
      await journal.write([{ remove: "nobody" }], true);
      await journal.write([], true);
      should(await contents(await reopen())).eql([]);
    });

    it("takes the changes of a group in their order", async () => {
      await journal.write([put("a", "one"), { remove: "a" }, put("a", "two"), put("b", "x"), { remove: "b" }], true);
      should(await contents(await reopen())).eql([["a", "two"]]);
    });

    it("takes groups in the order in which they were written, whoever waits for them", async () => {
      const writes = Array.from({ length: 200 }, (_, at) => journal.write([put("a", String(at))], at % 3 === 0));
      writes.push(journal.write([put("b", "x")], true), journal.write([{ remove: "b" }], false));
      await Promise.all(writes);
      should(await contents(await reopen())).eql([["a", "199"]]);
    });

    it("ends the writes in the order in which they began", async () => {
      const ended: number[] = [];
      await Promise.all(
        Array.from({ length: 50 }, async (_, at) => {
          await journal.write([put(String(at), "")], at % 2 === 0);
          ended.push(at);
        }),
      );
      should(ended).eql(Array.from({ length: 50 }, (_, at) => at));
    });

    it("lets all that wait at the same time share a commit", async () => {
      world.commits();
      await Promise.all(Array.from({ length: 64 }, (_, at) => journal.write([put(`a${at}`, "x")], true)));
      should(world.commits()).equal(1);
    });

    it("takes what comes while a commit is under way into the next", async () => {
      world.commits();
      const first = journal.write([put("a", "x")], true);
      await new Promise((resolve) => setImmediate(resolve));
      const others = Array.from({ length: 64 }, (_, at) => journal.write([put(`b${at}`, "x")], true));
      await Promise.all([first, ...others]);
      should(world.commits()).equal(2);
    });

    it("sorts keys by their bytes", async () => {
      const keys = ["~", "B", "a", "10", "9", "a.state", "a0", " ", "A"];
      await journal.write(
        keys.map((key) => put(key, key)),
        true,
      );
      should((await contents(journal)).map(([key]) => key)).eql([" ", "10", "9", "A", "B", "a", "a.state", "a0", "~"]);
    });

    it("refuses a key that is none, and nothing besides", async () => {
      const bad = ["", "é", "a\n", "x".repeat(1_001)].map((key) =>
        journal.write([put("good", "x"), put(key, "x")], true),
      );
      const fine = journal.write([put("a", "one")], true);
      for (const each of bad) await should(each).be.rejectedWith(RangeError);
      await fine;
      should(await contents(await reopen())).eql([["a", "one"]]);
    });

    it("reads what had been written when the reading began", async () => {
      await journal.write([put("a", "one"), put("b", "two"), put("c", "three")], true);
      const seen: string[] = [];
      for await (const [key, value] of journal.entries()) {
        seen.push(`${key} ${value}`);
        if (key === "a") await journal.write([put("b", "changed"), { remove: "c" }, put("d", "new")], true);
      }
      should(seen).eql(["a one", "b two", "c three"]);
      should(await contents(journal)).eql([
        ["a", "one"],
        ["b", "changed"],
        ["d", "new"],
      ]);
    });

    it("can be read by several at a time, and left in the middle", async () => {
      await journal.write([put("a", "one"), put("b", "two")], true);
      for await (const [key] of journal.entries()) {
        should(key).equal("a");
        should(await contents(journal)).have.length(2);
        break;
      }
      await journal.close();
    });

    it("keeps 10,000 entries and long ones", async () => {
      const keys = Array.from({ length: 10_000 }, (_, at) => String(at).padStart(16, "0"));
      const long = "ü".repeat(3 * 2 ** 20);
      const writes = keys.map((key) => journal.write([put(key, `value of ${key}`)], true));
      await Promise.all([...writes, journal.write([put("long", long)], true)]);
      await Promise.all(keys.filter((_, at) => at % 2 === 1).map((key) => journal.write([{ remove: key }], false)));
      const found = await contents(await reopen());
      should(found.length).equal(5_001);
      should(found.at(-1)?.[1] === long).be.true();
      should(
        found.slice(0, -1).every(([key, value], at) => key === keys[at * 2] && value === `value of ${key}`),
      ).be.true();
    });

    it("waits at its end for what was written before", async () => {
      const ended: string[] = [];
      const write = journal.write([put("a", "one")], false).then(() => ended.push("write"));
      await journal.close().then(() => ended.push("close"));
      await write;
      should(ended).eql(["write", "close"]);
      should(await contents(await open())).eql([["a", "one"]]);
    });

    it("takes nothing after its end, and ends once however often it is told", async () => {
      await journal.write([put("a", "one")], false);
      await Promise.all([journal.close(), journal.close()]);
      await journal.close();
      await should(journal.write([put("b", "two")], false)).be.rejectedWith({ code: "ERR_CLOSED" });
      await should(contents(journal)).be.rejectedWith({ code: "ERR_CLOSED" });
      should(await contents(await open())).eql([["a", "one"]]);
    });
  });
}

/** A change that puts. */
export function put(key: string, value: string): JournalChange {
  return { put: key, value };
}

/** All that a journal holds. */
export async function contents(journal: Journal): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for await (const entry of journal.entries()) found.push(entry);
  return found;
}
