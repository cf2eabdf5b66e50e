import type { Clock } from "../../client/clock";
import { readState, stateText, untouched } from "./entry-state";
import type { EntryState } from "./entry-state";
import type { Journal, JournalChange } from "./journal";
import { outboxTrouble } from "./outbox-trouble";
import { readHeader } from "./stored-entry";
import type { EntryHeader } from "./stored-entry";
import { createStretch } from "./stretch";

/** A message in the journal. Its text stays text until its turn comes: a hundred thousand may wait. */
export interface JournaledEntry {
  /** 16 digits, in the order in which messages were taken in. */
  readonly id: string;
  readonly text: string;
  state: EntryState;
  /** Whether something of its state is, or may be, in the journal. */
  hasRecord: boolean;
  isRemoved: boolean;
}

/** A message that an earlier process left. */
export interface FoundEntry {
  readonly entry: JournaledEntry;
  /** `undefined` where it is damaged. */
  readonly header: EntryHeader | undefined;
}

/** Entries in a journal: each a record of its own that never changes, and a small one beside it that says how far it is. */
export interface EntryStore {
  /** The next entry, not written yet. */
  next(text: string): JournaledEntry;
  /** Writes a new one; it is on the disk when the promise resolves. */
  add(entry: JournaledEntry): Promise<void>;
  /** Writes the states of these, or takes them out where they are removed; on the disk when the promise resolves. */
  saveDurably(entries: readonly JournaledEntry[]): Promise<void>;
  /** The same for one, on the disk some time later; where it fails it is tried again until it works or all is closed. */
  save(entry: JournaledEntry): void;
  close(): Promise<void>;
}

const insistEveryMs = 1_000;

/**
 * Reads all that is in a journal, and closes it where that fails.
 *
 * @returns the store, and what was found, the oldest first
 * @throws `CHAT_NOT_CONFIGURED` where a later version of the palette has written it; what the journal throws
 */
export async function openEntryStore(
  journal: Journal,
  clock: Clock,
): Promise<{ readonly store: EntryStore; readonly found: readonly FoundEntry[] }> {
  const found = await foundIn(journal).catch(async (error: unknown) => {
    await journal.close();
    throw error;
  });
  let last = Math.max(Number(found.at(-1)?.entry.id ?? 0), clock.now() * 1_000);
  const unsaved = new Set<JournaledEntry>();
  let cancelInsisting: (() => void) | undefined;
  let isClosed = false;

  async function writeUnsaved(): Promise<void> {
    cancelInsisting = undefined;
    const entries = [...unsaved];
    unsaved.clear();
    try {
      if (entries.length > 0) await journal.write(entries.flatMap(changesOf), false);
    } catch {
      entries.forEach(insist);
    }
  }

  function insist(entry: JournaledEntry): void {
    unsaved.add(entry);
    // A write that is still under way when all is closed may fail after that.
    if (!isClosed) cancelInsisting ??= clock.after(insistEveryMs, () => void writeUnsaved());
  }

  const store: EntryStore = {
    next(text) {
      // Ids tell the time as well: one that the editor still shows is never given again.
      last += 1;
      return { id: String(last).padStart(16, "0"), text, state: untouched, hasRecord: false, isRemoved: false };
    },
    add: ({ id, text }) => journal.write([{ put: id, value: text }], true),
    saveDurably: (entries) => journal.write(entries.flatMap(changesOf), true),
    save: (entry) => void journal.write(changesOf(entry), false).catch(() => insist(entry)),
    async close() {
      isClosed = true;
      cancelInsisting?.();
      await writeUnsaved();
      await journal.close();
    },
  };
  return { store, found };
}

/** What the journal must say of an entry as it is now; written late, it is still right. */
function changesOf(entry: JournaledEntry): readonly JournalChange[] {
  const record = `${entry.id}.state`;
  const forget: readonly JournalChange[] = entry.hasRecord ? [{ remove: record }] : [];
  if (entry.isRemoved) return [{ remove: entry.id }, ...forget];
  if (entry.state === untouched) return forget;
  entry.hasRecord = true;
  return [{ put: record, value: stateText(entry.state) }];
}

async function foundIn(journal: Journal): Promise<readonly FoundEntry[]> {
  const found: FoundEntry[] = [];
  const stretch = createStretch();
  for await (const [key, value] of journal.entries()) {
    const last = found.at(-1);
    if (/^\d{16}$/.test(key)) {
      const header = headerOf(value);
      const entry = { id: key, text: value, state: untouched, hasRecord: false, isRemoved: false };
      found.push({ entry, header });
    } else if (last !== undefined && key === `${last.entry.id}.state`) {
      // The keys' order puts it right behind its entry. One that cannot be read may have said that it was flying.
      last.entry.state = readState(value) ?? { ...untouched, flying: last.header?.to ?? [] };
      last.entry.hasRecord = true;
    }
    await stretch.pause();
  }
  return found;
}

function headerOf(text: string): EntryHeader | undefined {
  const header = readHeader(text);
  if (header === "damaged") return undefined;
  if ("newer" in header) throw outboxTrouble("outbox", "outbox-newer-version", { found: header.newer });
  return header;
}
