/** Which callbacks the service has made, for tests that want to know. */
import type { EmulatorCallbackRule } from "./callback-rule";

/** One callback by one rule. */
export interface RecordedCallback {
  readonly when: EmulatorCallbackRule["when"];
  readonly callId: string;
  readonly url: string;
  /** Of the last try; `undefined`: not answered, or not yet. */
  readonly status: number | undefined;
  /** How often it was sent: 0 where it was skipped, 2 where the first try failed after sending. */
  readonly tries: number;
  /** Before sending only: what was decided; `fallback` where nothing usable was answered in time. */
  readonly verdict?: "allowed" | "changed" | "refused" | "fallback";
  /** It was never sent: its rule is suspended, or too many wait. */
  readonly skipped?: "suspended" | "overloaded";
}

/** A record as it is being made. */
export type OpenCallback = { -readonly [Field in keyof RecordedCallback]: RecordedCallback[Field] };

/** A bounded, ordered record of callbacks. */
export interface CallbackLog {
  readonly add: (rule: Pick<EmulatorCallbackRule, "when" | "url">, callId: string) => OpenCallback;
  /** Oldest first. */
  readonly list: () => readonly RecordedCallback[];
  readonly clear: () => void;
}

/** @param keep how many callbacks stay; older ones are forgotten. */
export function createCallbackLog(keep = 20_000): CallbackLog {
  let entries: OpenCallback[] = [];
  return {
    add({ when, url }, callId) {
      const entry: OpenCallback = { when, callId, url, status: undefined, tries: 0 };
      entries.push(entry);
      if (entries.length > keep * 1.25) entries = entries.slice(-keep);
      return entry;
    },
    list: () => entries.slice(-keep).map((entry) => ({ ...entry })),
    clear() {
      entries = [];
    },
  };
}
