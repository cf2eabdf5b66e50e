import { ChatError } from "../chat-error";
import { untilAborted } from "../until-aborted";
import type { HistorySink } from "./history-request";
import type { Selection } from "./select-lines";
import type { LineBlock } from "./whole-lines";

/** What was taken in of an hour. */
export interface HourCounts {
  /** Handed on to the sink. */
  readonly messages: number;
  /** Of their lines, each with its newline. */
  readonly bytes: number;
  /** All that are not blank. */
  readonly lines: number;
  readonly unreadable: number;
  readonly duplicates: number;
}

/** The way of an hour's lines to the sink. */
export interface HourIntake {
  readonly counts: HourCounts;
  /** Rejects as the sink does, and with `CHAT_STOPPED`, at once, when the signal is aborted. */
  take(block: LineBlock): Promise<void>;
  /** Ends the hour; rejects as the sink does. */
  end(): Promise<void>;
  /** Ends an hour that failed. Of lines nothing stays then; records have gone on. */
  drop(): Promise<void>;
}

/** @param select chooses the lines that are wanted */
export function hourIntake(
  hour: string,
  select: (block: Buffer) => Selection,
  sink: HistorySink,
  signal: AbortSignal,
): HourIntake {
  const counts = { messages: 0, bytes: 0, lines: 0, unreadable: 0, duplicates: 0 };

  async function handOn({ records, pieces }: Selection): Promise<void> {
    await (sink.form === "records" ? sink.take(records) : sink.take(hour, pieces));
  }

  return {
    counts,
    async take({ bytes, tooLong }) {
      if (signal.aborted) throw stopped();
      const selection = select(bytes);
      if (selection.messages > 0) await untilAborted(handOn(selection), signal, stopped);
      counts.messages += selection.messages;
      counts.bytes += selection.bytes;
      counts.lines += selection.lines + tooLong;
      counts.unreadable += selection.unreadable + tooLong;
      counts.duplicates += selection.duplicates;
    },
    async end() {
      if (sink.form === "lines" && counts.messages > 0) await sink.endHour(hour, counts.messages, counts.bytes);
    },
    async drop() {
      if (sink.form === "records") return;
      counts.messages = 0;
      await sink.dropHour(hour);
    },
  };
}

function stopped(): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: "history", outcome: "not-sent" });
}
