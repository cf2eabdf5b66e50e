import type { CallContext } from "../../client/call";
import { isChatError } from "../../client/chat-error";
import type { ChatErrorCode } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { Message } from "../../client/message";
import type { Receipt } from "../../client/sending/receipt";
import { onAbort } from "../../client/on-abort";
import type { Leave } from "../waiting/keyed-sequence";
import { accountedFor } from "./account";
import { conversationsOf, createConversationOrder } from "./conversation-order";
import { createDeadlines } from "./deadlines";
import { createFlight } from "./flight";
import type { Flight } from "./flight";
import { createForgettingList } from "./forgetting-list";
import type { Outbox, OutboxEntry, OutboxOptions } from "./outbox";
import { againTo, asideOf, parkedMessage } from "./set-aside";
import type { SetAside } from "./set-aside";
import { unsentError } from "./unsent-error";

/** A message that waits for somebody's decision. */
interface Parked {
  readonly entry: OutboxEntry;
  readonly aside: SetAside;
  readonly acceptedAt: number;
}

/** How many that were set aside are kept, the last ones; each was an error in the flow as well. */
const mostParked = 1_000;

/** Creates an outbox that forgets everything with the process. */
export function createMemoryOutbox(options: OutboxOptions, clock: Clock): Outbox {
  const { deliver, maxAgeMs, maxWaiting, graceMs, onReturned, onChanged } = options;
  const order = createConversationOrder();
  const deadlines = createDeadlines<() => void>(clock, (expire) => expire());
  const parked = createForgettingList<Parked>(mostParked);
  const underWay = new Map<Flight, Promise<unknown>>();
  const spare: AbortController[] = [];
  let isClosed = false;

  /** Waits until nobody is ahead. Whoever is first waits for nobody, and listens to nothing. */
  function turnOf(message: Message, flight: Flight, context: CallContext, expiresAt: number): Leave | Promise<Leave> {
    let come: () => void = () => undefined;
    const { isFirst, leave } = order.lineUp(conversationsOf(message), () => come());
    if (isFirst) return leave;
    return new Promise((resolve, reject) => {
      const dropOut = (code: ChatErrorCode): void => {
        leave();
        stopListening();
        reject(unsentError(code, message.to));
      };
      const expire = (): void => dropOut("CHAT_EXPIRED");
      const stopListening = (): void => {
        forget();
        deadlines.remove(expire, expiresAt);
      };
      come = () => {
        stopListening();
        resolve(leave);
      };
      const forget = onAbort(flight.signal, () => dropOut("CHAT_STOPPED"));
      deadlines.add(expire, expiresAt);
      context.report?.({ state: "queued" });
    });
  }

  async function inTurn(entry: OutboxEntry, context: CallContext, flight: Flight): Promise<readonly Receipt[]> {
    const { message } = entry.outgoing;
    const acceptedAt = context.acceptedAt ?? clock.now();
    let leave: Leave | undefined;
    try {
      leave = await turnOf(message, flight, context, acceptedAt + maxAgeMs);
      return await deliver(entry.outgoing, {
        ...context,
        signal: flight.signal,
        acceptedAt,
        beforeSending: async (call) => {
          await context.beforeSending?.(call);
          flight.takeOff();
        },
        report: (progress) => {
          if (progress.state === "retrying") flight.land();
          context.report?.(progress);
        },
      });
    } catch (error) {
      const accounted = accountedFor(error, message);
      const aside = asideOf(accounted);
      if (aside !== undefined) parked.add({ entry, aside, acceptedAt });
      throw isChatError(error) ? accounted : error;
    } finally {
      leave?.();
    }
  }

  async function send(entry: OutboxEntry, context: CallContext): Promise<readonly Receipt[]> {
    const flight = createFlight(clock, graceMs, spare);
    const forget = onAbort(context.signal, () => flight.stop());
    const sending = inTurn(entry, context, flight).finally(() => {
      underWay.delete(flight);
      forget();
      flight.end();
      onChanged();
    });
    underWay.set(flight, sending);
    onChanged();
    return sending;
  }

  async function sendAgain({ entry, aside }: Parked): Promise<void> {
    const { outgoing, nodeId, flowMessage } = entry;
    const message = { ...outgoing.message, to: againTo(aside) };
    let mayBeDouble = aside.uncertain.length > 0;
    const context: CallContext = {
      signal: new AbortController().signal,
      report: (progress) => void (mayBeDouble ||= progress.state === "retrying" && progress.mayDouble),
    };
    try {
      const receipts = await send({ ...entry, outgoing: { ...outgoing, message } }, context);
      onReturned({ nodeId, flowMessage, ending: { receipts }, mayBeDouble });
    } catch (error) {
      onReturned({ nodeId, flowMessage, ending: { error: accountedFor(error, message) }, mayBeDouble });
    }
  }

  return {
    async send(entry, context) {
      const { to } = entry.outgoing.message;
      if (isClosed || context.signal.aborted) throw unsentError("CHAT_STOPPED", to);
      if (underWay.size >= maxWaiting) throw unsentError("CHAT_OUTBOX_FULL", to);
      return send(entry, context);
    },
    start() {
      // Nothing is left of earlier processes.
    },
    census() {
      const states = parked.entries().map(([, { aside }]) => aside.state);
      const uncertain = states.filter((state) => state === "uncertain").length;
      return Promise.resolve({ waiting: underWay.size, uncertain, failed: states.length - uncertain });
    },
    parked(limit) {
      const first = parked.entries().slice(0, limit);
      return Promise.resolve(
        first.map(([id, { entry, aside, acceptedAt }]) => parkedMessage(id, aside, acceptedAt, entry.outgoing.message)),
      );
    },
    decide(ids, decision) {
      const decided = isClosed ? [] : parked.take(ids);
      if (decision === "send") decided.forEach((one) => void sendAgain(one));
      else if (decided.length > 0) onChanged();
      return Promise.resolve(decided.length);
    },
    async close() {
      isClosed = true;
      for (const flight of underWay.keys()) flight.stop();
      await Promise.allSettled(underWay.values());
      deadlines.close();
    },
  };
}
