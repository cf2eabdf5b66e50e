/**
 * The ids in a text as the node reads them: separated by commas, semicolons or new lines. Empty lines and a separator at
 * the end of one are how people write lists; an empty id is one that is missing between two separators.
 *
 * @returns in order, repeated ones too
 */
export function recipientIds(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/[,;]$/, ""))
    .filter((line) => line !== "")
    .flatMap((line) => line.split(/[,;]/))
    .map((id) => id.trim());
}

/** What came of adding to a list. */
export interface Addition {
  readonly text: string;
  /** Those that were there already, each once; they are not added again. */
  readonly repeated: readonly string[];
}

/** Adds the ids of a second text. The first stays as it was written, to the byte. */
export function addRecipients(text: string, more: string): Addition {
  const known = new Set(recipientIds(text));
  const repeated = new Set<string>();
  const added: string[] = [];
  for (const id of recipientIds(more)) {
    if (id === "") continue;
    if (known.has(id)) repeated.add(id);
    else added.push(id);
    known.add(id);
  }
  const before = added.length === 0 ? text : text.replace(/[,;\s]+$/, "");
  const parts = [...(before.trim() === "" ? [] : [before]), ...added];
  return { text: added.length === 0 ? text : parts.join(separatorOf(text)), repeated: [...repeated] };
}

/** Takes one out, by its place among the ids. */
export function removeRecipient(text: string, place: number): string {
  return recipientIds(text)
    .filter((_, index) => index !== place)
    .join(separatorOf(text));
}

/** The ids that stand in a list more than once, each once: the node sends to each once. */
export function repeatedIds(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => id !== "" && ids.indexOf(id) !== index))];
}

/** As whoever wrote the list does it. */
function separatorOf(text: string): string {
  if (/\S\s*\n/.test(text)) return "\n";
  return text.includes(";") && !text.includes(",") ? "; " : ", ";
}
