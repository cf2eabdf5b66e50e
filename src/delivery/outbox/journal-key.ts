import type { JournalChange } from "./journal";

const form = /^[\x20-\x7e]{1,1000}$/;

/** @throws RangeError where a key is not made of 1 to 1,000 printable ASCII characters, before anything is written */
export function requireKeys(changes: readonly JournalChange[]): void {
  for (const change of changes) {
    if (!form.test(keyOf(change))) throw new RangeError("A key of a journal is 1 to 1,000 printable ASCII characters");
  }
}

/** The key that a change is about. */
export function keyOf(change: JournalChange): string {
  return "put" in change ? change.put : change.remove;
}
