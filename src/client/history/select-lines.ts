import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";
import { byteFilter } from "./byte-filter";
import type { HistoryFilter, HistorySink } from "./history-request";
import { gatherLines } from "./line-pieces";
import { matchesFilter } from "./matches-filter";
import { messageIds } from "./message-ids";
import { createRecentIds } from "./recent-ids";

/** What is wanted of a block of lines. */
export interface Selection {
  /** The messages parsed; empty where lines are asked for. */
  readonly records: readonly JsonObject[];
  /** Their lines, each with its newline; empty where records are asked for. */
  readonly pieces: readonly Uint8Array[];
  readonly messages: number;
  /** Of their lines, each with its newline. */
  readonly bytes: number;
  /** Lines that are not blank, wanted or not. */
  readonly lines: number;
  readonly unreadable: number;
  readonly duplicates: number;
}

/** What a line is: one that is not wanted, or one whose message has this id. */
type Line = "blank" | "unreadable" | "unwanted" | { readonly id: unknown; readonly record?: JsonObject };

/** Doubles come close to each other: 32 MB of history are this many messages. Twice as many would leave the processor's cache. */
const rememberedIds = 65_536;

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Creates what chooses the messages that match, each id once. As lines they are parsed only where the filter has to look
 * into them; one that is merely no proper JSON within its braces is then handed on as it is.
 */
export function lineSelection(filter: HistoryFilter, form: HistorySink["form"]): (block: Buffer) => Selection {
  const seen = createRecentIds(rememberedIds);
  const prefilter = byteFilter(filter);
  const mustParse = form === "records" || Object.values(filter).some((wanted) => wanted !== undefined);

  return (block) => {
    const mayMatch = prefilter?.(block);
    const idIn = mustParse ? undefined : messageIds(block);
    const pieces = gatherLines(block);
    const records: JsonObject[] = [];
    const counts = { messages: 0, bytes: 0, lines: 0, unreadable: 0, duplicates: 0 };

    function read(start: number, end: number): Line {
      if (mayMatch?.(start, end) === false) return "unwanted";
      const id = idIn?.(start, end);
      if (id !== undefined) return { id };
      const record = parsed(block.toString("utf8", start, end));
      if (typeof record === "string") return record;
      return matchesFilter(record, filter) ? { id: record["msg_id"], record } : "unwanted";
    }

    function take(line: Line, start: number, end: number, next: number): void {
      if (line === "blank") return;
      counts.lines += 1;
      if (line === "unwanted") return;
      if (line === "unreadable") {
        counts.unreadable += 1;
        return;
      }
      if (typeof line.id === "string" && !seen.add(line.id)) {
        counts.duplicates += 1;
        return;
      }
      counts.messages += 1;
      counts.bytes += end - start + 1;
      if (form === "lines") pieces.add(start, end, next);
      else if (line.record !== undefined) records.push(line.record);
    }

    for (let start = 0; start < block.length;) {
      const found = block.indexOf(newline, start);
      const lineEnd = found === -1 ? block.length : found;
      const next = found === -1 ? block.length : found + 1;
      const end = lineEnd > start && block[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
      if (end > start) take(read(start, end), start, end, next);
      start = next;
    }
    return { ...counts, records, pieces: pieces.all() };
  };
}

function parsed(text: string): JsonObject | "blank" | "unreadable" {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : "unreadable";
  } catch {
    return text.trim() === "" ? "blank" : "unreadable";
  }
}
