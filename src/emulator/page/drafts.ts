/** What has been typed and not yet said, for each conversation: a phone keeps it, too. */

/** One conversation's. */
export interface Draft {
  text: string;
  /** Who was chosen, or `undefined` while nobody was. */
  person: string | undefined;
  /** Why the text is still here, or `""`. */
  trouble: string;
  /** What was said last is on its way. */
  sending: boolean;
  /** Enter was pressed meanwhile. */
  again: boolean;
}

/** Finds a conversation's draft by its key; a new one is empty. */
export type Drafts = (key: string) => Draft;

/** Nothing typed yet. */
export function createDrafts(): Drafts {
  const byKey = new Map<string, Draft>();
  return (key) => {
    const draft = byKey.get(key) ?? { text: "", person: undefined, trouble: "", sending: false, again: false };
    byKey.set(key, draft);
    return draft;
  };
}

/** Puts back what could not be said, above what has been typed since. */
export function putBack(draft: Draft, text: string, trouble: string): void {
  draft.text = draft.text === "" ? text : `${text}\n${draft.text}`;
  draft.trouble = trouble;
  draft.again = false;
}
