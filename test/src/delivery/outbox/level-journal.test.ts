import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import should from "should";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { openLevelJournal } from "../../../../src/delivery/outbox/level-journal";
import { contents, describeJournal, put } from "./journal.conformance";

interface Options {
  readonly sync?: boolean;
}
type Write = (options: Options) => Promise<void>;
type GetMany = (keys: readonly string[]) => Promise<readonly (string | undefined)[]>;

describe("the journal that LevelDB keeps", () => {
  let folder: string;
  let synced: (boolean | undefined)[];
  let onWrite: (run: () => Promise<void>) => Promise<void>;
  let onGetMany: (run: () => ReturnType<GetMany>) => ReturnType<GetMany>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    synced = [];
    onWrite = (run) => run();
    onGetMany = (run) => run();
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** LevelDB whose batches tests can count, and let fail. */
  const watched = new Proxy(ClassicLevel, {
    construct(target, args: ConstructorParameters<typeof ClassicLevel>) {
      const level = new target(...args);
      const newBatch = level.batch.bind(level);
      const getMany = level.getMany.bind(level) as unknown as GetMany;
      return Object.assign(level, {
        batch: () => {
          const batch = newBatch();
          const write = batch.write.bind(batch) as Write;
          return Object.assign(batch, {
            write: ((options) => {
              synced.push(options.sync);
              return onWrite(() => write(options));
            }) satisfies Write,
          });
        },
        getMany: ((keys) => onGetMany(() => getMany(keys))) satisfies GetMany,
      });
    },
  });
  const open = (): Promise<Journal> => openLevelJournal(folder, { ClassicLevel: watched });
  const failed = Object.assign(new Error("IO error: 000003.log: No space left on device"), { code: "LEVEL_IO_ERROR" });

  describeJournal("of LevelDB", () => ({
    open,
    commits: () => {
      const { length } = synced;
      synced = [];
      return length;
    },
  }));

  it("asks LevelDB to sync when one of a commit's groups is durable, and only then", async () => {
    const journal = await open();
    await journal.write([put("a", "")], false);
    await Promise.all([journal.write([put("b", "")], false), journal.write([put("c", "")], true)]);
    await journal.close();
    should(synced).eql([false, true]);
  });

  it("says with the system's code that a write failed, keeps nothing of it, and goes on", async () => {
    const journal = await open();
    await journal.write([put("a", "one")], true);
    onWrite = () => Promise.reject(failed);
    await should(journal.write([put("b", "two"), { remove: "a" }], true)).be.rejectedWith({ code: "ENOSPC" });
    onWrite = (run) => run();
    should(await contents(journal)).eql([["a", "one"]]);
    await journal.write([put("c", "three")], true);
    await journal.close();
    should(await keysAgain()).eql(["a", "c"]);
  });

  it("undoes a group that LevelDB says it could not write, but is there when it is opened anew", async () => {
    const journal = await open();
    await journal.write([put("a", "one"), put("b", "two")], true);
    // As after a sync that failed: in the file, but not to be seen yet.
    onGetMany = () => Promise.resolve(["one", undefined]);
    onWrite = async (run) => {
      onWrite = (next) => next();
      await run();
      throw failed;
    };
    await should(journal.write([{ remove: "a" }, put("c", "three")], true)).be.rejectedWith({ code: "ENOSPC" });
    should(await contents(journal)).eql([
      ["a", "one"],
      ["b", "two"],
    ]);
    await journal.close();
    should(await keysAgain()).eql(["a", "b"]);
  });

  it("fails all groups of a commit that failed, and none of the next", async () => {
    const journal = await open();
    onWrite = () => {
      onWrite = (run) => run();
      return Promise.reject(failed);
    };
    const first = [journal.write([put("a", "")], true), journal.write([put("b", "")], false)];
    await new Promise((resolve) => setImmediate(resolve));
    const next = journal.write([put("c", "")], true);
    for (const each of first) await should(each).be.rejectedWith({ code: "ENOSPC" });
    await next;
    await journal.close();
    should(await keysAgain()).eql(["c"]);
  });

  it("does not begin anew where LevelDB's table of contents is lost", async () => {
    const journal = await open();
    await journal.write([put("a", "one")], true);
    await journal.close();
    await rm(join(folder, "CURRENT"));
    await should(open()).be.rejectedWith({ code: "CHAT_NOT_CONFIGURED" });
    should(await readdir(folder)).not.containEql("CURRENT");
  });

  it("begins where an earlier process ended before LevelDB had begun", async () => {
    for (const name of ["LOCK", "LOG", "MANIFEST-000001"]) await writeFile(join(folder, name), "");
    const journal = await open();
    await journal.write([put("a", "one")], true);
    await journal.close();
  });

  async function keysAgain(): Promise<readonly string[]> {
    const journal = await open();
    const found = await contents(journal);
    await journal.close();
    return found.map(([key]) => key);
  }
});
