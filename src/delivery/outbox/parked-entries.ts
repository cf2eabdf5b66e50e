import type { Message } from "../../client/message";
import type { EntryStore, JournaledEntry } from "./entry-store";
import { untouched } from "./entry-state";
import type { KeptFiles } from "./kept-files";
import type { ParkedMessage } from "./outbox";
import { againTo, parkedMessage } from "./set-aside";
import type { SetAside } from "./set-aside";
import { readHeader, readStoredEntry } from "./stored-entry";

/** Messages in a journal about which somebody must decide. */
export interface ParkedEntries {
  count(state: ParkedMessage["state"]): number;
  /** Adds one whose state says why it was set aside. */
  add(entry: JournaledEntry): void;
  /** Adds one that cannot be read: it is shown, and can be dropped. */
  addDamaged(entry: JournaledEntry): void;
  /** The oldest. */
  first(limit: number): readonly ParkedMessage[];
  /** Takes those out that are there; what cannot be sent stays where that was decided. */
  take(ids: readonly string[] | "all", decision: "send" | "drop"): readonly JournaledEntry[];
}

const damaged: SetAside = { state: "failed", code: "CHAT_INVALID_INPUT", uncertain: [], unsent: [] };

/** @param most how many there may be; above, the oldest are dropped. Each was an error in the flow as well */
export function createParkedEntries(store: EntryStore, files: KeptFiles, most: number): ParkedEntries {
  const entries = new Map<string, JournaledEntry>();

  function add(entry: JournaledEntry): void {
    entries.set(entry.id, entry);
    const [oldest] = entries.values();
    if (entries.size <= most || oldest === undefined) return;
    entries.delete(oldest.id);
    oldest.isRemoved = true;
    store.save(oldest);
    void files.remove(oldest.id);
  }

  return {
    count: (state) => [...entries.values()].filter((entry) => entry.state.aside?.state === state).length,
    add,
    addDamaged(entry) {
      entry.state = { ...untouched, aside: damaged };
      add(entry);
    },
    first: (limit) =>
      [...entries.values()]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(shown),
    take(ids, decision) {
      const chosen = ids === "all" ? [...entries.keys()] : [...new Set(ids)];
      const taken = chosen
        .flatMap((id) => entries.get(id) ?? [])
        .filter(({ state }) => decision === "drop" || (state.aside !== undefined && againTo(state.aside).length > 0));
      for (const { id } of taken) entries.delete(id);
      return taken;
    },
  };
}

/** Of a damaged one, what can be read. */
function shown({ id, text, state }: JournaledEntry): ParkedMessage {
  const header = readHeader(text);
  const { acceptedAt, chatType, to } =
    typeof header === "object" && "to" in header ? header : { acceptedAt: 0, chatType: "users" as const, to: [] };
  const body = { type: "txt", fields: { msg: "" } } as const;
  const message: Message = readStoredEntry(text)?.message ?? {
    chatType,
    to,
    body,
    onlineOnly: false,
    syncDevice: false,
  };
  const { aside = damaged } = state;
  return parkedMessage(id, aside === damaged ? { ...aside, unsent: to } : aside, acceptedAt, message);
}
