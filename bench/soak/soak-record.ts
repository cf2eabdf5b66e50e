import type { DeletedConversation, EmulatorFile, EmulatorMessage } from "../../src/emulator/emulator";
import type { Break } from "./breaks";
import type { SoakCallback } from "./callback-load";
import type { SoakDecision } from "./decision-load";
import type { SoakEvent } from "./soak-events";

/** A process that was killed. */
export interface KilledProcess {
  /** Its process id. */
  readonly process: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The numbers of messages that its outboxes on the disk and in Redis held then. */
  readonly kept: ReadonlySet<number>;
}

/** A message that was set aside, as the editor shows it. */
export interface AsideMessage {
  readonly preview: string;
  readonly to: readonly string[];
}

/** All that is known when everything has come to rest. */
export interface SoakRecord {
  /** What the processes printed, oldest first. */
  readonly events: readonly SoakEvent[];
  /** What the processes printed, as it is. */
  readonly lines: readonly string[];
  /** What the service accepted, in its order. */
  readonly arrived: readonly EmulatorMessage[];
  readonly files: readonly Pick<EmulatorFile, "filename" | "content">[];
  /** The ids of the messages that were taken back. */
  readonly recalled: ReadonlySet<string>;
  readonly killed: readonly KilledProcess[];
  /** When Node-RED was not there, or was being deployed to. */
  readonly breaks: readonly Break[];
  /** Set aside as uncertain or too late, also what was dropped meanwhile. */
  readonly aside: readonly AsideMessage[];
  readonly callbacks: readonly SoakCallback[];
  readonly decisions: readonly SoakDecision[];
  /** What the service has deleted. */
  readonly deleted: readonly Pick<DeletedConversation, "user" | "channel">[];
  /** The ids of the records in the history, in their order. */
  readonly history: readonly string[];
}

/** What an account says: how often each fate was met, and what is wrong, each with the message's name. */
export interface Account {
  readonly fates: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** Groups things by a key, each group in the given order. */
export function groupBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** How many of each. */
export function countEach(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...groupBy(names, (name) => name)].map(([name, group]) => [name, group.length]));
}
