import type { HistoryFilter } from "./history-request";
import { nextOccurrence } from "./next-occurrence";

/** Whether a line of a block may be one of those wanted; lines are asked for in order. */
export type MayMatch = (start: number, end: number) => boolean;

/** Looks at the bytes of one block. */
export type ByteFilter = (block: Buffer) => MayMatch;

/** JSON may write these as themselves or as `\u00..`, and in no other way. */
const certain = /^[A-Za-z0-9_.@:+=*-]+$/;

const escape = Buffer.from("\\u00");

/**
 * Creates a filter that looks for the wanted words in a line before it is parsed, which takes most of the time: where
 * they do not occur, and no escape can hide them, the line cannot match. It never leaves out one that does.
 *
 * @returns `undefined` where no word of the filter has a certain spelling
 */
export function byteFilter(filter: HistoryFilter): ByteFilter | undefined {
  const { chatTypes, messageTypes, sender, receiver } = filter;
  const conditions = [chatTypes, messageTypes, sender && [sender], receiver && [receiver]]
    .filter((words) => words !== undefined && words !== "" && words.every((word) => certain.test(word)))
    .map((words) => (words as readonly string[]).map((word) => Buffer.from(`"${word}"`)));
  if (conditions.length === 0) return undefined;
  return (block) => {
    const places = conditions.map((words) => words.map((word) => nextOccurrence(block, word)));
    const escapePlace = nextOccurrence(block, escape);
    return (start, end) =>
      places.every((words) => words.some((place) => place(start, end) !== -1)) || escapePlace(start, end) !== -1;
  };
}
