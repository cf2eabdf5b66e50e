import { isChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { CallContext } from "../../client/call";
import { accountedFor } from "./account";
import { believableAcceptance } from "./believable-acceptance";
import { afterRestart, sentAgain, untouched } from "./entry-state";
import { openEntryStore } from "./entry-store";
import type { JournaledEntry } from "./entry-store";
import type { Journal } from "./journal";
import type { KeptFiles } from "./kept-files";
import { onceHeard } from "./once-heard";
import type { Decision, Outbox, OutboxEntry, OutboxOptions } from "./outbox";
import { createParkedEntries } from "./parked-entries";
import { asideOf } from "./set-aside";
import { entryText, readHeader, readStoredFlowMessage } from "./stored-entry";
import { createStretch } from "./stretch";
import { unsentError, unwrittenIssue } from "./unsent-error";
import type { WaitingCaller } from "./waiting-caller";
import { createWaitingCaller } from "./waiting-caller";
import { createWaitingEntries } from "./waiting-entries";
import type { Left, WaitingEntry } from "./waiting-entries";

/**
 * Opens an outbox that keeps its messages in a journal: each is on the disk before it is taken in, and said to be flying,
 * on the disk, before a request with it goes out. The journal is its own from now on: closing it closes the journal, and
 * so does failing.
 *
 * @param files where the journal's files lie that are still to be uploaded
 * @throws `CHAT_NOT_CONFIGURED` where a later version of the palette has written the journal; what the journal throws
 */
export async function createJournaledOutbox(
  journal: Journal,
  files: KeptFiles,
  options: OutboxOptions,
  clock: Clock,
): Promise<Outbox> {
  const { maxWaiting, graceMs, repeatUnknown, onReturned, onChanged } = options;
  const { store, found } = await openEntryStore(journal, clock);
  await files.removeOthers(new Set(found.map(({ entry }) => entry.id)));
  const parked = createParkedEntries(store, files, maxWaiting);
  const waiting = createWaitingEntries({ ...options, store, files, clock, onLeft });
  const underWay = new Set<Promise<unknown>>();
  const recovered: WaitingEntry[] = [];
  let isClosed = false;

  const stretch = createStretch();
  for (const { entry, header } of found) {
    if (header === undefined) parked.addDamaged(entry);
    else if (entry.state.aside !== undefined) parked.add(entry);
    else {
      entry.state = afterRestart(entry.state, repeatUnknown);
      const acceptedAt = believableAcceptance(entry.state.acceptedAt ?? header.acceptedAt, clock.now());
      recovered.push(waiting.add(entry, header, acceptedAt));
    }
    await stretch.pause();
  }

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => underWay.delete(tracked));
    tracked.catch(() => undefined);
    underWay.add(tracked);
    return work;
  }

  async function takeIn(given: OutboxEntry, context: CallContext): Promise<WaitingCaller> {
    const { file, thumbnail, message } = given.outgoing;
    const acceptedAt = context.acceptedAt ?? clock.now();
    const entry = store.next(entryText(given, acceptedAt));
    const place = waiting.add(entry, { acceptedAt, chatType: message.chatType, to: message.to }, acceptedAt);
    // Whoever must leave hears of it later: what a node that is closed sends on reaches nobody.
    const caller = createWaitingCaller(context, clock, graceMs, () => false);
    place.caller = caller;
    onChanged();
    if (!place.stand.isFirst) caller.report({ state: "queued" });
    try {
      if (file !== undefined) await files.keep(entry.id, "main", file);
      if (thumbnail !== undefined) await files.keep(entry.id, "thumbnail", thumbnail);
      await store.add(entry);
    } catch (failure) {
      waiting.withdraw(place);
      caller.tell({ receipts: undefined });
      void track(files.remove(entry.id));
      onChanged();
      throw isChatError(failure) ? failure : unsentError("CHAT_OUTBOX_FULL", message.to, [unwrittenIssue(failure)]);
    }
    waiting.release(place);
    return caller;
  }

  function onLeft({ entry, caller, mayBeDouble }: WaitingEntry, left: Left): void {
    const ending = left?.ended ?? { error: unsentError("CHAT_INVALID_INPUT", []) };
    const aside = "error" in ending ? asideOf(ending.error) : undefined;
    if (caller?.tell(ending) !== true && left !== undefined) {
      if (isClosed && "receipts" in ending) {
        // Nobody is there to hear of it; the next process tells them.
        entry.state = { ...entry.state, done: ending.receipts, flying: [] };
        store.save(entry);
        return;
      }
      const flowMessage = readStoredFlowMessage(entry.text);
      onReturned({ nodeId: left.stored.nodeId, flowMessage, ending, mayBeDouble });
    }
    if (left === undefined) parked.addDamaged(entry);
    else if (aside === undefined) {
      entry.isRemoved = true;
      // Most have none, and to look would cost more than all the rest.
      if (left.stored.file ?? left.stored.thumbnail) void track(files.remove(entry.id));
    } else {
      entry.state = { ...untouched, aside };
      parked.add(entry);
    }
    void track(onceHeard().then(() => store.save(entry)));
    onChanged();
  }

  async function decide(chosen: readonly JournaledEntry[], decision: Decision): Promise<number> {
    const before = chosen.map(({ state }) => state);
    const now = clock.now();
    for (const entry of chosen) {
      if (decision === "drop") entry.isRemoved = true;
      else if (entry.state.aside !== undefined) entry.state = sentAgain(entry.state.aside, now);
    }
    try {
      await store.saveDurably(chosen);
    } catch (failure) {
      chosen.forEach((entry, index) => {
        entry.isRemoved = false;
        entry.state = before[index] ?? entry.state;
        parked.add(entry);
      });
      throw unsentError("CHAT_OUTBOX_FULL", [], [unwrittenIssue(failure)]);
    }
    for (const entry of chosen) {
      const header = readHeader(entry.text);
      if (decision === "drop") void track(files.remove(entry.id));
      else if (typeof header === "object" && "to" in header) waiting.release(waiting.add(entry, header, now));
    }
    onChanged();
    return chosen.length;
  }

  return {
    async send(entry, context) {
      const { message } = entry.outgoing;
      if (isClosed || context.signal.aborted) throw unsentError("CHAT_STOPPED", message.to);
      if (waiting.size >= maxWaiting) throw unsentError("CHAT_OUTBOX_FULL", message.to);
      try {
        const caller = await track(takeIn(entry, context));
        return await caller.ended;
      } catch (error) {
        throw isChatError(error) ? accountedFor(error, message) : error;
      }
    },
    start: () => void track(waiting.releaseAll(recovered.splice(0))),
    census: () =>
      Promise.resolve({
        waiting: waiting.size,
        uncertain: parked.count("uncertain"),
        failed: parked.count("failed"),
      }),
    parked: (limit) => Promise.resolve(parked.first(limit)),
    decide: (ids, decision) => (isClosed ? Promise.resolve(0) : track(decide(parked.take(ids, decision), decision))),
    async close() {
      isClosed = true;
      await waiting.close();
      await Promise.allSettled(underWay);
      await store.close();
    },
  };
}
