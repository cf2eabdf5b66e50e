import { randomUUID } from "node:crypto";
import type { Progress } from "../../../client/call";
import { sleep } from "../../../client/sleep";
import { untilAborted } from "../../../client/until-aborted";
import type { Clock } from "../../../client/clock";
import { conclusion } from "../conclusion";
import { deliverEntry } from "../deliver-entry";
import type { EntryDelivery, EntryEnding } from "../deliver-entry";
import { afterRestart, readState, stateText, untouched } from "../entry-state";
import type { EntryState } from "../entry-state";
import type { JournaledEntry } from "../entry-store";
import { createFlight } from "../flight";
import type { Flight } from "../flight";
import { onceHeard } from "../once-heard";
import type { Ending } from "../outbox";
import { asideOf } from "../set-aside";
import type { EntryHeader, StoredEntry } from "../stored-entry";
import { endingText } from "./ending-text";
import type { ToldEnding } from "./ending-text";
import type { Finish, MessageBook } from "./message-book";
import type { QueuedMessage } from "./queued-message";
import { refusalOf } from "./redis-trouble";
import type { SharedTime } from "./shared-time";

/** What working off takes. */
export interface WorkOff {
  readonly delivery: Pick<EntryDelivery, "deliver" | "files" | "maxAgeMs">;
  readonly book: MessageBook;
  readonly time: SharedTime;
  readonly clock: Clock;
  readonly graceMs: number;
  readonly repeatUnknown: boolean;
  /** What pauses are told by. */
  readonly redisClock: Clock;
  /** Our name as a taker. */
  readonly taker: string;
  /** What is being delivered here, by id. */
  readonly underWay: Map<string, Flight>;
  /** Whether all is being closed. */
  readonly isClosing: () => boolean;
  /** Whether somebody waits for it here. */
  readonly isAwaited: (id: string) => boolean;
  readonly report: (id: string, progress: Progress) => void;
  readonly tell: (told: ToldEnding) => void;
  /** Brings those to the front of the queue. */
  readonly promote: (ids: readonly string[]) => void;
}

/** A message, read. */
export interface ReadMessage {
  readonly stored: StoredEntry;
  /** From when its age counts, by the shared time. */
  readonly acceptedAt: number;
  readonly state: EntryState;
}

/** @param kept how far it had come, as it was kept; empty where it had not begun */
export function readMessage(
  stored: StoredEntry,
  header: EntryHeader,
  kept: string,
  repeatUnknown: boolean,
): ReadMessage {
  // What cannot be read may have said that it was on the wire.
  const found = kept === "" ? untouched : (readState(kept) ?? { ...untouched, flying: stored.message.to });
  return { stored, acceptedAt: found.acceptedAt ?? header.acceptedAt, state: afterRestart(found, repeatUnknown) };
}

/** How it went: `aside`: it ended and waits for a decision; `not-ours`: it is in other hands by now. */
export type WorkedOff = "done" | "aside" | "put-back" | "not-ours";

/** How long after a refusal Redis is asked again, milliseconds. */
const refusedMs = 1_000;

/** Delivers a message whose turn has come, and says everywhere how it ended. */
export async function workOff(
  work: WorkOff,
  job: QueuedMessage,
  token: string,
  { stored, acceptedAt: takenInAt, state }: ReadMessage,
): Promise<WorkedOff> {
  const { book, clock, underWay } = work;
  const id = job.id ?? "";
  const acceptedAt = clock.now() - (work.time.now() - takenInAt);
  const flight = createFlight(clock, work.graceMs);
  const entry = { id, text: job.data.text, state, hasRecord: false, isRemoved: false };
  let mayBeDouble = state.doubled.length > 0;
  underWay.set(id, flight);
  if (work.isClosing()) flight.stop();
  try {
    const delivery = { ...work.delivery, clock, store: storeOf(book, token, flight) } as EntryDelivery;
    const ending = await deliverEntry(delivery, entry, stored, acceptedAt, flight, (progress) => {
      mayBeDouble ||= progress.state === "retrying" && progress.mayDouble;
      work.report(id, progress);
    });
    if (ending === "unmarked" && !flight.isStopping) {
      // A mark may have been made all the same, and its answer lost.
      await book.unmark(id, stateText(entry.state));
      return "not-ours";
    }
    if (ending === "stopped" || ending === "unmarked") {
      // Once it is back in the queue it is no longer ours to write.
      await book.mark(id, token, stateText(entry.state), entry.state.flying.length > 0);
      return "put-back";
    }
    return await ended(ending);
  } finally {
    underWay.delete(id);
    flight.end();
  }

  /** A Redis without room may have some later; what was sent must not be sent again. */
  async function finish(how: Finish): ReturnType<MessageBook["finish"]> {
    for (;;) {
      try {
        return await book.finish(how);
      } catch (error) {
        if (refusalOf(error) === undefined || work.isClosing()) throw error;
        await sleep(work.redisClock, refusedMs, flight.signal);
      }
    }
  }

  async function ended(ending: Exclude<EntryEnding, string>): Promise<WorkedOff> {
    const whole: Ending = conclusion(state, stored.message, ending);
    const told: ToldEnding = { id, ending: whole, mayBeDouble, entry: job.data.text };
    const aside = "error" in whole ? asideOf(whole.error) : undefined;
    // A process that is closing has nobody left who could pass it on: it tells the next one.
    const isToldHere = job.data.taker === work.taker && (!work.isClosing() || work.isAwaited(id));
    const payload = endingText(told);
    const parked = aside && {
      as: aside.state,
      state: stateText({ ...untouched, acceptedAt: takenInAt, aside }),
      acceptedAt: takenInAt,
    };
    const finished = await finish({ id, delivery: randomUUID(), payload, isToldHere, aside: parked });
    work.promote(finished.firsts);
    if (finished.told === "self") {
      work.tell(told);
      void onceHeard()
        .then(() => book.heard(id))
        .catch(() => undefined);
    }
    return aside === undefined || finished.told === "gone" ? "done" : "aside";
  }
}

/** Marks go where the message is known by its lock: who has lost it sends nothing. */
function storeOf(
  book: MessageBook,
  token: string,
  flight: Flight,
): Pick<EntryDelivery["store"], "save" | "saveDurably"> {
  const mark = ({ id, state }: JournaledEntry): Promise<boolean> =>
    book.mark(id, token, stateText(state), state.flying.length > 0);
  return {
    async saveDurably(entries) {
      for (const entry of entries) {
        const isOurs = await untilAborted(mark(entry), flight.signal, () => new Error("stopped"));
        if (!isOurs) throw new Error("in other hands");
      }
    },
    save: (entry) => void mark(entry).catch(() => undefined),
  };
}
