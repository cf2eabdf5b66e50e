import { sleep } from "../../client/sleep";
import { conclusion } from "./conclusion";
import type { Conclusion } from "./conclusion";
import { conversationsOf, createConversationOrder } from "./conversation-order";
import type { Stand } from "./conversation-order";
import { createDeadlines } from "./deadlines";
import { deliverEntry } from "./deliver-entry";
import type { EntryDelivery } from "./deliver-entry";
import { recipientsLeft } from "./entry-state";
import type { JournaledEntry } from "./entry-store";
import { createFlight } from "./flight";
import type { Flight } from "./flight";
import type { EntryHeader, StoredEntry } from "./stored-entry";
import { readStoredEntry } from "./stored-entry";
import { createStretch } from "./stretch";
import { unsentError } from "./unsent-error";
import type { WaitingCaller } from "./waiting-caller";

/** A message that is to be sent. */
export interface WaitingEntry {
  readonly entry: JournaledEntry;
  /** From when its age counts, milliseconds since 1970 by this process's clock. */
  readonly acceptedAt: number;
  /** While it is being delivered. */
  flight?: Flight;
  /** Whether a try may have arrived before another was made. */
  mayBeDouble: boolean;
  caller?: WaitingCaller;
  readonly stand: Stand;
  isReleased: boolean;
  hasTurn: boolean;
}

/** How a message left: `undefined` where it is damaged and cannot even be read. */
export type Left = { readonly stored: StoredEntry; readonly ended: Conclusion } | undefined;

/** Messages that are to be sent, each when it is first in the lines of all its recipients. */
export interface WaitingEntries {
  readonly size: number;
  /** Lines it up. It goes nowhere before it is released. */
  add(entry: JournaledEntry, header: EntryHeader, acceptedAt: number): WaitingEntry;
  release(waiting: WaitingEntry): void;
  /** Releases many without holding up everything else. */
  releaseAll(all: readonly WaitingEntry[]): Promise<void>;
  /** Takes back one that was not released. */
  withdraw(waiting: WaitingEntry): void;
  /** Ends: what waits stays as it is, what is on the wire has its time. */
  close(): Promise<void>;
}

export interface WaitingEntriesOptions extends EntryDelivery {
  readonly graceMs: number;
  /** Must not throw. */
  readonly onLeft: (waiting: WaitingEntry, left: Left) => void;
}

/** How long a message waits for a journal that cannot be written. */
const journalPauseMs = 1_000;

export function createWaitingEntries(options: WaitingEntriesOptions): WaitingEntries {
  const { clock, maxAgeMs, graceMs, onLeft } = options;
  const order = createConversationOrder();
  const deadlines = createDeadlines<WaitingEntry>(clock, expire);
  const places = new Set<WaitingEntry>();
  const running = new Set<Promise<void>>();
  const spare: AbortController[] = [];
  let isClosed = false;

  function leave(place: WaitingEntry, left: Left): void {
    places.delete(place);
    place.stand.leave();
    place.flight?.end();
    onLeft(place, left);
  }

  function expire(place: WaitingEntry): void {
    const { text, state } = place.entry;
    const stored = readStoredEntry(text);
    if (stored === undefined) {
      leave(place, undefined);
      return;
    }
    const error = unsentError("CHAT_EXPIRED", recipientsLeft(state, stored.message.to));
    leave(place, { stored, ended: conclusion(state, stored.message, { error }) });
  }

  async function run(place: WaitingEntry): Promise<void> {
    const { entry, acceptedAt } = place;
    const flight = createFlight(clock, graceMs, spare);
    place.flight = flight;
    const stored = readStoredEntry(entry.text);
    if (stored === undefined) {
      leave(place, undefined);
      return;
    }
    const report: WaitingCaller["report"] = (progress) => {
      place.mayBeDouble ||= progress.state === "retrying" && progress.mayDouble;
      place.caller?.report(progress);
    };
    while (!flight.signal.aborted) {
      const before = entry.state;
      const ending = await deliverEntry(options, entry, stored, acceptedAt, flight, report);
      if (ending === "stopped") break;
      if (ending !== "unmarked") {
        leave(place, { stored, ended: conclusion(before, stored.message, ending) });
        return;
      }
      await sleep(clock, journalPauseMs, flight.signal).catch(() => undefined);
    }
    flight.end();
    place.caller?.tell({ receipts: undefined });
  }

  function go(place: WaitingEntry): void {
    deadlines.remove(place, place.acceptedAt + maxAgeMs);
    if (isClosed) return;
    const delivering = run(place).finally(() => running.delete(delivering));
    running.add(delivering);
  }

  const release = (place: WaitingEntry): void => {
    place.isReleased = true;
    if (place.hasTurn) go(place);
    else if (!isClosed) deadlines.add(place, place.acceptedAt + maxAgeMs);
  };

  return {
    get size() {
      return places.size;
    },
    add(entry, header, acceptedAt) {
      const to = recipientsLeft(entry.state, header.to);
      const stand = order.lineUp(conversationsOf({ chatType: header.chatType, to }), () => {
        place.hasTurn = true;
        if (place.isReleased) go(place);
      });
      const mayBeDouble = entry.state.doubled.length > 0;
      const rest = { stand, mayBeDouble, isReleased: false, hasTurn: false };
      const place: WaitingEntry = { entry, acceptedAt, ...rest };
      places.add(place);
      return place;
    },
    release,
    async releaseAll(all) {
      const stretch = createStretch();
      for (const place of all) {
        if (isClosed) return;
        release(place);
        await stretch.pause();
      }
    },
    withdraw(place) {
      places.delete(place);
      place.stand.leave();
    },
    async close() {
      isClosed = true;
      deadlines.close();
      for (const { flight, caller } of places) {
        flight?.stop();
        if (flight?.isOnWire !== true) caller?.tell({ receipts: undefined });
      }
      await Promise.all(running);
    },
  };
}
