import { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import { onAbort } from "../../client/on-abort";

/** How long somebody waits for a service that is away. */
export interface Patience {
  readonly patienceMs: number;
  /** Since when it has been away, and what to fail with; `undefined` while it is not. */
  readonly trouble: () => { readonly since: number; readonly error: ChatError } | undefined;
}

/** Somebody who waits. */
export interface Aging {
  readonly signal: AbortSignal;
  /** Past this it is too old, milliseconds since 1970. */
  readonly expiresAt: number;
  /** Default: until it is too old. */
  readonly patience?: Patience;
}

/** Why somebody waits no longer, if they do not: they were stopped, or are too old. */
export function overFor({ signal, expiresAt }: Aging, nowMs: number): ChatError | undefined {
  if (signal.aborted) return notSent("CHAT_STOPPED");
  return nowMs >= expiresAt ? notSent("CHAT_EXPIRED") : undefined;
}

/**
 * Watches one who waits: until they are too old, stopped, or out of patience.
 *
 * @param fail called once at the most, and never at once
 * @returns a function that ends the watch
 */
export function watchAge(clock: Clock, waiting: Aging, fail: (error: ChatError) => void): () => void {
  const { signal, expiresAt, patience } = waiting;
  const since = clock.now();
  let cancel = lookLater();
  const forget = onAbort(signal, () => {
    cancel();
    fail(notSent("CHAT_STOPPED"));
  });

  function look(): void {
    const now = clock.now();
    const trouble = patience?.trouble();
    if (now >= expiresAt) {
      failed(notSent("CHAT_EXPIRED"));
      return;
    }
    if (trouble !== undefined && now >= Math.max(since, trouble.since) + (patience?.patienceMs ?? Infinity)) {
      failed(trouble.error);
      return;
    }
    cancel = lookLater();
  }

  function failed(error: ChatError): void {
    forget();
    fail(error);
  }

  function lookLater(): () => void {
    const now = clock.now();
    const troubleSince = patience?.trouble()?.since ?? now;
    const impatientAt = Math.max(since, troubleSince) + (patience?.patienceMs ?? Infinity);
    return clock.after(Math.min(expiresAt, impatientAt) - now, look);
  }

  return () => {
    cancel();
    forget();
  };
}

function notSent(code: "CHAT_EXPIRED" | "CHAT_STOPPED"): ChatError {
  return new ChatError(code, { operation: "send-message", outcome: "not-sent" });
}
