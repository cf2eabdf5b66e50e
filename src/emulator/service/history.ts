/** The history files: one for each hour with messages, gzipped lines of JSON; or whatever a test puts there. */
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import type { AnswerBody } from "../http/answer";
import type { Files } from "./files";
import { hourOf } from "./history-hour";
import { historyRecord } from "./history-record";
import type { Messages } from "./messages";

/**
 * One history file as a test makes it: records (objects) and lines as they are (text), to be gzipped; or the bytes of the
 * file, gzipped or not; or a way to read them, from the first one each time.
 */
export type HistoryContent = readonly (string | object)[] | Buffer | (() => Readable);

/** The history of one app. An hour is `yyyyMMddHH` as the endpoint takes it. */
export interface History {
  /** The hour's files are these from now on, each with a link of its own, instead of one with its messages; none: no more. */
  readonly put: (hour: string, ...contents: readonly HistoryContent[]) => void;
  /** How many files the hour has. */
  readonly count: (hour: string) => number;
  /** A file's bytes. @param index from 0. `undefined`: there is none. */
  readonly read: (hour: string, index: number) => Promise<AnswerBody | undefined>;
  /** Forgets what was put. */
  readonly clear: () => void;
}

const gzipped = promisify(gzip);

/** @param offsetHours how far the service's clocks are ahead of UTC. */
export function createHistory(messages: Messages, files: Files, offsetHours: number): History {
  const placed = new Map<string, readonly AnswerBody[]>();
  const messagesOf = (hour: string) =>
    messages.list().filter(({ timestamp }) => hourOf(timestamp, offsetHours) === hour);
  return {
    put(hour, ...contents) {
      placed.set(hour, contents.map(bytesOf));
    },
    count: (hour) => placed.get(hour)?.length ?? (messagesOf(hour).length > 0 ? 1 : 0),
    async read(hour, index) {
      const there = placed.get(hour);
      if (there) return there[index];
      const records = index === 0 ? messagesOf(hour).map((message) => historyRecord(message, files)) : [];
      return records.length === 0 ? undefined : gzipped(textOf(records));
    },
    clear() {
      placed.clear();
    },
  };
}

function bytesOf(content: HistoryContent): AnswerBody {
  return Buffer.isBuffer(content) || typeof content === "function" ? content : gzipSync(textOf(content));
}

function textOf(lines: readonly (string | object)[]): string {
  return lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
}
