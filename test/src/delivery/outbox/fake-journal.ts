import type { Journal, JournalChange } from "../../../../src/delivery/outbox/journal";

/** A journal in memory, with the faults of disks. */
export interface FakeJournal extends Journal {
  /** What is on the disk; another journal may go on with it. */
  readonly content: Map<string, string>;
  /** How many writes have begun. */
  readonly writes: number;
  /** Fails writes with this code as long as it is set. */
  failure: string | undefined;
  /** The process is gone: what is written from now on never comes about, nor to an end. */
  die(): void;
}

/** Where the process ends: at this write, counted from 1, before or after it took effect. */
export interface Death {
  readonly atWrite: number;
  readonly isWritten: boolean;
  /** Whether the power goes with it: what was not written durably is lost. */
  readonly isPowerCut?: boolean;
  readonly onDeath: () => void;
}

/**
 * @param content what an earlier process left
 * @param onWrite told of each value that is written
 */
export function createFakeJournal(
  content = new Map<string, string>(),
  death?: Death,
  onWrite: (value: string) => void = () => undefined,
): FakeJournal {
  let writes = 0;
  let hasDied = false;
  const isDead = (): boolean => hasDied;
  let onDisk = new Map(content);
  let failure: string | undefined;

  const apply = (changes: readonly JournalChange[], durable: boolean): void => {
    for (const change of changes) {
      if ("put" in change) {
        content.set(change.put, change.value);
        onWrite(change.value);
      } else content.delete(change.remove);
    }
    if (durable) onDisk = new Map(content);
  };

  return {
    content,
    get writes() {
      return writes;
    },
    get failure() {
      return failure;
    },
    set failure(code) {
      failure = code;
    },
    die: () => void (hasDied = true),
    async *entries() {
      const sorted = [...content].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const entry of sorted) yield await Promise.resolve(entry);
    },
    async write(changes, durable) {
      writes += 1;
      if (!isDead() && writes === death?.atWrite) {
        if (death.isWritten) apply(changes, durable);
        if (death.isPowerCut === true) {
          content.clear();
          onDisk.forEach((value, key) => content.set(key, value));
        }
        hasDied = true;
        death.onDeath();
      }
      if (isDead()) return new Promise(() => undefined);
      await Promise.resolve();
      if (isDead()) return new Promise(() => undefined);
      if (failure !== undefined) throw Object.assign(new Error(failure), { code: failure });
      apply(changes, durable);
    },
    close: () => Promise.resolve(),
  };
}
