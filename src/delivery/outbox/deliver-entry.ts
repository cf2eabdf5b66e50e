import type { Call, Progress } from "../../client/call";
import { ChatError, isChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { Message } from "../../client/message";
import { unreadReceipts } from "../../client/sending/read-receipts";
import type { Receipt } from "../../client/sending/receipt";
import type { OutgoingMessage } from "../sending/send-with-files";
import { accountedFor } from "./account";
import type { DeliveryContext } from "./delivery-context";
import type { EntryStore, JournaledEntry } from "./entry-store";
import { recipientsLeft } from "./entry-state";
import type { Flight } from "./flight";
import type { KeptFiles } from "./kept-files";
import type { Deliver } from "./outbox";
import type { StoredEntry } from "./stored-entry";
import { unsentError, unwrittenIssue } from "./unsent-error";

/** What delivering takes. */
export interface EntryDelivery {
  readonly deliver: Deliver;
  readonly files: Pick<KeptFiles, "restore">;
  readonly store: Pick<EntryStore, "save" | "saveDurably">;
  readonly clock: Clock;
  readonly maxAgeMs: number;
}

/**
 * How a delivery ended. `stopped`: it waits on, its state says how far it came. `unmarked`: so it does, because the
 * journal could not be written, and nothing goes out that is not marked.
 */
export type EntryEnding =
  { readonly receipts: readonly Receipt[] } | { readonly error: unknown } | "stopped" | "unmarked";

/**
 * Delivers a message to those of its recipients who have not got it. Who may be getting it now is in the journal before
 * each request goes out; where a try failed without having arrived, that is taken back.
 */
export async function deliverEntry(
  { deliver, files, store, clock, maxAgeMs }: EntryDelivery,
  entry: JournaledEntry,
  stored: StoredEntry,
  acceptedAt: number,
  flight: Flight,
  report: (progress: Progress) => void,
): Promise<EntryEnding> {
  const before = entry.state;
  const to = recipientsLeft(before, stored.message.to);
  if (to.length === 0) return { receipts: [] };
  if (clock.now() >= acceptedAt + maxAgeMs) return { error: unsentError("CHAT_EXPIRED", to) };
  const { chatType } = stored.message;
  const marking = { hasFailed: false };

  async function mark(call: Call): Promise<void> {
    flight.takeOff();
    const asked = new Set(call.recipients?.to);
    const flying = to.filter((id) => asked.has(id));
    const { state } = entry;
    const [first] = flying;
    // Uploads reach nobody; and a try that may have arrived has left its mark.
    if (first === undefined || flying.join() === state.flying.join()) return;
    const told = new Set(state.done.map((receipt) => receipt.to));
    const passed = to.slice(0, to.indexOf(first)).filter((id) => !told.has(id));
    entry.state = { ...state, done: [...state.done, ...unreadReceipts(chatType, passed)], flying };
    try {
      await store.saveDurably([entry]);
    } catch (failure) {
      entry.state = state;
      marking.hasFailed = true;
      flight.land();
      const issues = [unwrittenIssue(failure)];
      throw new ChatError("CHAT_OUTBOX_FULL", { operation: "send-message", outcome: "not-sent", issues });
    }
  }

  function landed(done: readonly Receipt[]): void {
    entry.state = { ...entry.state, done: [...entry.state.done, ...done], flying: [] };
    if (recipientsLeft(entry.state, stored.message.to).length > 0) store.save(entry);
  }

  const context: DeliveryContext = {
    signal: flight.signal,
    acceptedAt,
    beforeSending: mark,
    onReceipts: landed,
    report: (progress) => {
      if (progress.state === "retrying") {
        if (!progress.mayHaveArrived && entry.state.flying.length > 0) landed([]);
        flight.land();
      }
      report(progress);
    },
  };
  try {
    const outgoing = await outgoingOf(entry.id, stored, to, files);
    return { receipts: await deliver(outgoing, context) };
  } catch (error) {
    const { sent, uncertain } = accountedFor(error, { chatType, to }).details;
    const isStopped = flight.isStopping && isChatError(error, "CHAT_STOPPED");
    const goesOn = isStopped || (marking.hasFailed && uncertain.length === 0);
    if (!goesOn) return { error };
    entry.state = { ...entry.state, done: [...before.done, ...sent], flying: uncertain };
    store.save(entry);
    return isStopped ? "stopped" : "unmarked";
  }
}

async function outgoingOf(
  id: string,
  stored: StoredEntry,
  to: readonly string[],
  files: EntryDelivery["files"],
): Promise<OutgoingMessage> {
  const { file, thumbnail, restrictAccess } = stored;
  const message: Message = { ...stored.message, to };
  return {
    message,
    restrictAccess,
    ...(file === undefined ? {} : { file: await files.restore(id, "main", file) }),
    ...(thumbnail === undefined ? {} : { thumbnail: await files.restore(id, "thumbnail", thumbnail) }),
  };
}
