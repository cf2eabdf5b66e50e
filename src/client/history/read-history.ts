import type { CallContext, Progress, Send } from "../call";
import { isChatError } from "../chat-error";
import type { HistoryRequest, HistorySink } from "./history-request";
import type { HistoryHour, HistorySummary } from "./history-summary";
import { hourIntake } from "./hour-intake";
import { readHour } from "./read-hour";
import { lineSelection } from "./select-lines";

/**
 * Reads hours of history, one after the other, and hands on the messages that match, each once and as the service wrote
 * it. Memory does not grow with the files, and the sink sets the pace.
 *
 * @param context ends everything at once; the age of each call counts from its own beginning, since a long range takes
 * hours at ten calls a minute
 * @throws the first failure, its `hours` saying what became of each hour up to the one that failed
 */
export async function readHistory(
  send: Send,
  request: HistoryRequest,
  sink: HistorySink,
  context: CallContext,
  now: () => number,
): Promise<HistorySummary> {
  const select = lineSelection(request.filter, sink.form);
  const progress = createProgress(context, request.hours.length);
  const hours: HistoryHour[] = [];
  const total = { messages: 0, bytes: 0, unreadable: 0, duplicates: 0 };

  for (const [index, hour] of request.hours.entries()) {
    const intake = hourIntake(hour, select, sink, context.signal);
    const { counts } = intake;
    try {
      progress.at(index);
      const found = await readHour({
        send,
        hour,
        context: () => ({ ...progress.context, acceptedAt: now() }),
        take: (block) => intake.take(block),
        advance: (part) => progress.at(index + part),
      });
      await intake.end();
      const state = counts.lines > 0 ? "ok" : found === "not-ready" ? found : "empty";
      hours.push({ hour, state, messages: counts.messages });
    } catch (error) {
      await intake.drop();
      if (!isChatError(error)) throw error;
      throw error.with({ hours: [...hours, { hour, state: "failed", messages: counts.messages }] });
    }
    total.messages += counts.messages;
    total.bytes += counts.bytes;
    total.unreadable += counts.unreadable;
    total.duplicates += counts.duplicates;
  }
  const { messages, bytes, unreadable, duplicates } = total;
  return {
    messages,
    bytes,
    hours,
    ...(unreadable > 0 ? { unreadable } : {}),
    ...(duplicates > 0 ? { duplicates } : {}),
  };
}

/** Says how far the whole has come, and says it again when a call under way has said that it is being made. */
function createProgress(
  { signal, report }: CallContext,
  hours: number,
): { readonly context: CallContext; readonly at: (hoursRead: number) => void } {
  let part = 0;
  const tell = (progress: Progress): void => {
    report?.(progress);
    if (progress.state === "sending") report?.({ state: "advancing", part });
  };
  return {
    context: { signal, report: tell },
    at(hoursRead) {
      part = hoursRead / hours;
      report?.({ state: "advancing", part });
    },
  };
}
