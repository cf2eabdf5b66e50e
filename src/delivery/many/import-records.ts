import type { CallContext, Send } from "../../client/call";
import { isChatError } from "../../client/chat-error";
import { importRecord } from "../../client/import/import-record";
import type { ImportedRecord, ImportRecord } from "../../client/import/import-record";
import { accountForEach } from "./account-for-each";
import { createConversationTimes } from "./conversation-times";
import { inParallel } from "./in-parallel";
import { createKeyedSequence } from "../waiting/keyed-sequence";

/** Brings records into one app, whoever asks: all of them share its order. */
export interface Importer {
  /**
   * Imports records: those of one conversation one after another, behind those that were given before; conversations
   * side by side.
   *
   * The service wants the times of a conversation to increase. So a list's records go in the order of their times, those
   * without one last and in the order given; and one that is not later than the one before it is moved behind it, by a
   * millisecond. That holds across calls, too, where it is at most a second too early; what is farther back goes as it
   * is, for the service to judge.
   *
   * @returns one result a record, in the order given
   * @throws the first failure, with what is `done`, `left` and `uncertain`; nothing was begun after it
   */
  importRecords(records: readonly ImportRecord[], context: CallContext): Promise<readonly ImportedRecord[]>;
}

/** Enough to use up what the service allows in a second, and few enough to leave room for everything else. */
const atOnce = 16;

/** Creates the importer of one app. */
export function createImporter(send: Send, now: () => number): Importer {
  const conversations = createKeyedSequence();
  const calls = createKeyedSequence(atOnce);
  const times = createConversationTimes();

  async function importInTime(record: ImportRecord, context: CallContext): Promise<string> {
    const { conversation, timestamp } = record;
    if (timestamp === undefined) return importRecord(send, record, context);
    const importedAs = times.next(conversation, timestamp);
    try {
      const messageId = await importRecord(send, record, context, importedAs);
      times.keep(conversation, timestamp, importedAs);
      return messageId;
    } catch (error) {
      const isKnown = isChatError(error) && error.details.outcome === "not-sent";
      if (!isKnown) times.keep(conversation, timestamp, importedAs);
      throw error;
    }
  }

  return {
    importRecords(records, context) {
      const unread = (index: number): unknown => ({ index, messageId: null });
      const job = { operation: "import", count: records.length, context, now, unread } as const;
      return accountForEach<ImportedRecord>(job, (attempt, stopping) => {
        // All line up before anything else can happen: whoever comes later stands behind them.
        const lanes = byConversation(records).map(([conversation, lane]) => ({
          lane,
          turn: conversations.enter(conversation, stopping.signal),
        }));
        return inParallel(lanes, atOnce, stopping, async ({ lane, turn }) => {
          const leave = await turn;
          try {
            for (const [index, record] of lane) {
              const hangUp = await calls.enter("", stopping.signal);
              if (hangUp === undefined) return;
              try {
                await attempt(index, async (each) => ({ index, messageId: await importInTime(record, each) }));
              } finally {
                hangUp();
              }
            }
          } finally {
            leave?.();
          }
        });
      });
    },
  };
}

type Lane = readonly (readonly [index: number, record: ImportRecord])[];

/** The records of each conversation with their places, in the order of their times. */
function byConversation(records: readonly ImportRecord[]): readonly (readonly [string, Lane])[] {
  const lanes = new Map<string, [number, ImportRecord][]>();
  for (const [index, record] of records.entries()) {
    const lane = lanes.get(record.conversation);
    if (lane === undefined) lanes.set(record.conversation, [[index, record]]);
    else lane.push([index, record]);
  }
  const timeOf = ([, { timestamp }]: readonly [number, ImportRecord]): number => timestamp ?? Infinity;
  for (const lane of lanes.values()) {
    // Two without a time: Infinity less Infinity is no number, and no order.
    lane.sort((one, other) => (timeOf(one) === timeOf(other) ? 0 : timeOf(one) - timeOf(other)));
  }
  return [...lanes];
}
