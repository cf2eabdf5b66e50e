import type { CallContext, Progress } from "../../client/call";
import type { Clock } from "../../client/clock";
import type { Receipt } from "../../client/sending/receipt";
import { onAbort } from "../../client/on-abort";

/** What callers are told; no receipts: they need not wait any more. */
type Told = { readonly receipts: readonly Receipt[] | undefined } | { readonly error: Error };

/** Whoever handed a message in and waits for its end. */
export interface WaitingCaller {
  readonly ended: Promise<readonly Receipt[] | undefined>;
  /** Passed on as long as they wait. */
  report(progress: Progress): void;
  /** @returns whether they still waited */
  tell(told: Told): boolean;
}

/**
 * Follows a caller until the message has ended, or their signal sends them away: at once, or after `graceMs` where the
 * message is on the wire then. Sent away, their promise resolves to `undefined`.
 */
export function createWaitingCaller(
  { signal, report }: CallContext,
  clock: Clock,
  graceMs: number,
  isOnWire: () => boolean,
): WaitingCaller {
  let isWaiting = true;
  let answer: (told: Told) => void = nothing;
  let cancelGrace = nothing;
  let forget = nothing;
  const ended = new Promise<readonly Receipt[] | undefined>((resolve, reject) => {
    answer = (told) => ("error" in told ? reject(told.error) : resolve(told.receipts));
  });
  // Where the message could not be taken in, nobody listens.
  ended.catch(nothing);

  function tell(told: Told): boolean {
    if (!isWaiting) return false;
    isWaiting = false;
    forget();
    cancelGrace();
    answer(told);
    return true;
  }

  const leave = (): void => void tell({ receipts: undefined });
  forget = onAbort(signal, () => {
    if (isOnWire()) cancelGrace = clock.after(graceMs, leave);
    else leave();
  });
  return {
    ended,
    tell,
    report: (progress) => {
      if (isWaiting) report?.(progress);
    },
  };
}

function nothing(): void {
  // Nothing to cancel, or nobody to tell.
}
