import { ChatError, isChatError } from "../../src/client/chat-error";
import type { Clock } from "../../src/client/clock";
import type { Outbox } from "../../src/delivery/outbox/outbox";
import { outboxTrouble } from "../../src/delivery/outbox/outbox-trouble";
import { onAbort } from "../../src/client/on-abort";

/** Opens an outbox; a promise only where that takes time. Rejects with a `ChatError`. */
export type OpenOutbox = (signal: AbortSignal) => Outbox | Promise<Outbox>;

/** An outbox that is being opened, or could not be: then it is tried again until it can. */
export interface OpeningOutbox {
  /** The outbox, once it is open. */
  readonly opened: Outbox | undefined;
  /** Why it could not be opened. */
  readonly trouble: ChatError | undefined;
  /**
   * Waits until it is open.
   *
   * @throws {@link OpeningOutbox.trouble}, at once while there is any; `CHAT_STOPPED` where the signal ended it;
   * `CHAT_OUTBOX_FULL` where too many wait already
   */
  whenOpened(signal?: AbortSignal): Promise<Outbox>;
  /** Closes it, or ends opening it. Never rejects. */
  close(): Promise<void>;
}

/** How it is opened, and who hears of it. */
export interface OpeningOptions {
  readonly open: OpenOutbox;
  readonly clock: Clock;
  readonly onOpened: (outbox: Outbox) => void;
  /** Called where it could not be opened, and for another reason than before. */
  readonly onTrouble: (trouble: ChatError) => void;
}

/** How many may wait while it is being opened; each holds its message in memory. */
const maxWaiting = 10_000;

/** Disks and Redis come back: tried again after a second, then ever less often. */
const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

/** Begins to open an outbox. */
export function openingOutbox({ open, clock, onOpened, onTrouble }: OpeningOptions): OpeningOutbox {
  const closing = new AbortController();
  let opened: Outbox | undefined;
  let trouble: ChatError | undefined;
  let waiting = 0;
  let cancelRetry = (): void => undefined;
  let opening: Promise<Outbox>;

  function take(outbox: Outbox): Outbox {
    // It came too late to begin with anything.
    if (closing.signal.aborted) return outbox;
    trouble = undefined;
    opened = outbox;
    onOpened(outbox);
    return outbox;
  }

  function begin(delayMs: number): Promise<Outbox> {
    const result = open(closing.signal);
    const taken = result instanceof Promise ? result.then(take) : Promise.resolve(take(result));
    taken.catch((error: unknown) => {
      if (closing.signal.aborted) return;
      const before = trouble;
      trouble = asTrouble(error);
      cancelRetry = clock.after(delayMs, () => {
        opening = begin(Math.min(delayMs * 2, longestDelayMs));
      });
      if (before?.message !== trouble.message) onTrouble(trouble);
    });
    return taken;
  }

  opening = begin(firstDelayMs);
  return {
    get opened() {
      return opened;
    },
    get trouble() {
      return trouble;
    },
    async whenOpened(signal) {
      if (opened !== undefined) return opened;
      if (trouble !== undefined) throw trouble;
      if (waiting >= maxWaiting) throw notTakenIn("CHAT_OUTBOX_FULL");
      let forget = (): void => undefined;
      const stopped = new Promise<never>((_resolve, reject) => {
        if (signal !== undefined) forget = onAbort(signal, () => reject(notTakenIn("CHAT_STOPPED")));
      });
      waiting += 1;
      try {
        return await Promise.race([opening, stopped]);
      } catch (error) {
        throw asTrouble(error);
      } finally {
        waiting -= 1;
        forget();
      }
    },
    async close() {
      closing.abort();
      cancelRetry();
      const outbox = await opening.catch(() => undefined);
      await outbox?.close().catch(() => undefined);
    },
  };
}

/** Whatever an opening rejects with, as one of ours: a defect's text may hold anything. */
function asTrouble(error: unknown): ChatError {
  if (isChatError(error)) return error;
  const reason = error instanceof Error ? error.name : typeof error;
  return outboxTrouble("outbox", "outbox-unreadable", { found: "–", reason });
}

function notTakenIn(code: "CHAT_OUTBOX_FULL" | "CHAT_STOPPED"): ChatError {
  return new ChatError(code, { operation: "send-message", outcome: "not-sent" });
}
