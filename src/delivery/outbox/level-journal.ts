import type { ClassicLevel } from "classic-level";
import { closedError, createGroupCommit } from "./group-commit";
import type { Journal, JournalChange } from "./journal";
import { keyOf, requireKeys } from "./journal-key";
import { empty, hasContents, holdsData } from "./level/level-folder";
import { levelError } from "./level/level-error";
import type { ClassicLevelModule } from "./level/load-classic-level";
import { syncFiles } from "./level/sync-files";
import { outboxTrouble } from "./outbox-trouble";

/** A commit of which nobody knows yet whether LevelDB has kept it. */
interface Doubtful {
  readonly number: number;
  /** Makes all as it was. */
  readonly undo: readonly JournalChange[];
}

/** Counts the commits; sorts before every key that a journal takes. */
const counterKey = "\0commits";
const entriesAtOnce = 1_000;

/**
 * Opens a journal that LevelDB keeps.
 *
 * After a write that failed LevelDB must not be used on: either it refuses everything, or it appends to a record of which
 * only a part is there, and loses what follows when it is opened next. So it is opened anew; a reading that is under way
 * then fails. A group that failed but is found then is undone.
 *
 * @param folder is there, and belongs to this journal alone
 * @throws `CHAT_NOT_CONFIGURED` where it is damaged; else an Error with `code`
 */
export async function openLevelJournal(folder: string, { ClassicLevel }: ClassicLevelModule): Promise<Journal> {
  if (!(await hasContents(folder)) && (await holdsData(folder))) throw unreadable("no CURRENT");
  const level: ClassicLevel = new ClassicLevel(folder);
  let count = await begin().catch(refuse);
  let doubtful: Doubtful | undefined;
  let mending: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  const commits = createGroupCommit<readonly JournalChange[]>({ commit });

  async function begin(): Promise<number> {
    await level.open().catch(async (error: unknown) => {
      if (levelError(error).code === "LEVEL_LOCKED" || (await holdsData(folder))) throw error;
      // A power cut came while LevelDB began, which has no call to make that safe. Nothing had been taken in.
      await empty(folder);
      await level.open();
    });
    try {
      return await readCount();
    } catch (error) {
      await level.close();
      throw error;
    }
  }

  async function readCount(): Promise<number> {
    return Number((await level.get(counterKey)) ?? 0);
  }

  async function commit(groups: readonly (readonly JournalChange[])[], durable: boolean): Promise<void> {
    await mend();
    const changes = groups.flat();
    const number = count + 1;
    try {
      await write([...changes, countUp(number)], durable);
      count = number;
    } catch (error) {
      doubtful = { number, undo: [...(await valuesNow(changes).catch(() => [])), countUp(count)] };
      await mend().catch(() => undefined);
      throw levelError(error);
    }
  }

  /** All or nothing, operation by operation: handed over as an array, each is copied, and that takes a third of an outbox's time. */
  async function write(changes: readonly JournalChange[], sync: boolean): Promise<void> {
    const batch = level.batch();
    for (const change of changes) {
      if ("put" in change) batch.put(change.put, change.value);
      else batch.del(change.remove);
    }
    await batch.write({ sync });
  }

  /** LevelDB shows a batch only when it has been written: until then this is what was there before. */
  async function valuesNow(changes: readonly JournalChange[]): Promise<readonly JournalChange[]> {
    const keys = [...new Set(changes.map(keyOf))];
    const values = await level.getMany(keys);
    return keys.map((key, at) => {
      const value = values[at];
      return value === undefined ? { remove: key } : { put: key, value };
    });
  }

  /** @throws Error with `code` where the journal cannot be used yet; the next call tries again */
  function mend(): Promise<void> {
    mending ??= openAnew().finally(() => (mending = undefined));
    return mending;
  }

  async function openAnew(): Promise<void> {
    if (doubtful === undefined) return;
    try {
      await level.close();
      await level.open({ createIfMissing: false });
      if ((await readCount()) === doubtful.number) await write(doubtful.undo, true);
      doubtful = undefined;
    } catch (error) {
      throw levelError(error);
    }
  }

  async function close(): Promise<void> {
    await commits.close();
    try {
      await mend();
    } finally {
      await level.close();
    }
    await syncFiles(folder);
  }

  function refuse(error: unknown): never {
    const known = levelError(error);
    throw known.code === "LEVEL_CORRUPTION" ? unreadable(known.code) : known;
  }

  function unreadable(reason: string): Error {
    return outboxTrouble("outbox", "outbox-unreadable", { found: folder, reason });
  }

  return {
    async *entries() {
      if (closing !== undefined) throw closedError();
      await mend();
      const iterator = level.iterator({ gt: counterKey, highWaterMarkBytes: 2 ** 18 });
      try {
        for (let read; (read = await iterator.nextv(entriesAtOnce).catch(refuse)).length > 0;) yield* read;
      } finally {
        await iterator.close();
      }
    },
    async write(changes, durable) {
      requireKeys(changes);
      const weight = changes.reduce((sum, change) => sum + ("put" in change ? change.value.length : 0), 100);
      await commits.write(changes, weight, durable);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };

  function countUp(number: number): JournalChange {
    return { put: counterKey, value: String(number) };
  }
}
