import type { CallContext } from "../call";
import { ChatError, isChatError } from "../chat-error";
import type { Clock } from "../clock";
import type { Token, TokenSource } from "./token-source";
import { untilAborted } from "../until-aborted";

/** The one token of an app, shared by all its callers. */
export interface TokenCache {
  /** The token to use now; waits for one where there is none. One about to end is renewed while it still serves. */
  get(context: CallContext): Promise<Token>;
  /** Tells that the service took this token. */
  accept(token: Token): void;
  /**
   * A token to use instead of one that the service refused.
   *
   * @param isDoubtful whether it may not have been the token that was refused
   * @returns `undefined` where asking for another would not help
   */
  replace(refused: Token, context: CallContext, isDoubtful?: boolean): Promise<Token | undefined>;
}

/** A token is replaced this long before it ends, or a tenth of its life if that is less. */
const marginMs = 5 * 60 * 1000;

/**
 * While the service refuses what we sign in with, it is asked this seldom: it blocks accounts that ask for tokens too
 * often.
 */
const refusedPauseMs = 30 * 1000;

/** The same for refusals that may pass, such as too many calls, where the service names no time itself. */
const busyPauseMs = 1000;

/** @param lifetime ends a refresh when the app goes away; single callers come and go without ending it for the others */
export function createTokenCache(source: TokenSource, clock: Clock, lifetime: AbortSignal): TokenCache {
  let current: { readonly token: Token; readonly fetchedAt: number; readonly isReplacement: boolean } | undefined;
  let accepted: Token | undefined;
  let refusal: { readonly error: ChatError; readonly until: number } | undefined;
  let renewAgainAt = -Infinity;
  let refresh: Promise<Token> | undefined;

  /** One request for all who ask together. */
  function refreshed(context: CallContext, isReplacement: boolean): Promise<Token> {
    if (refusal !== undefined && clock.now() < refusal.until) return Promise.reject(refusal.error);
    return untilAborted(sharedRefresh(isReplacement), context.signal, stopped);
  }

  function sharedRefresh(isReplacement: boolean): Promise<Token> {
    refresh ??= fetchToken(isReplacement).finally(() => {
      refresh = undefined;
    });
    return refresh;
  }

  /** A sign-in that is down or slow stops nobody as long as the old token is good. */
  function renew(): void {
    if (clock.now() < renewAgainAt) return;
    sharedRefresh(false).catch(() => {
      renewAgainAt = clock.now() + refusedPauseMs;
    });
  }

  async function fetchToken(isReplacement: boolean): Promise<Token> {
    try {
      const token = await source.fetch({ signal: lifetime });
      current = { token, fetchedAt: clock.now(), isReplacement };
      refusal = undefined;
      return token;
    } catch (error) {
      const failure = signInFailure(error);
      const pauseMs = pauseAfter(failure);
      if (pauseMs > 0) refusal = { error: failure, until: clock.now() + pauseMs };
      throw failure;
    }
  }

  return {
    async get(context) {
      if (current === undefined) return refreshed(context, false);
      const { token, fetchedAt } = current;
      const { expiresAt } = token;
      if (expiresAt === null) return token;
      const margin = Math.min(marginMs, (expiresAt - fetchedAt) / 10);
      if (clock.now() >= expiresAt) return refreshed(context, false);
      if (clock.now() >= expiresAt - margin) renew();
      return token;
    },
    accept(token) {
      accepted = token;
    },
    async replace(refused, context, isDoubtful = false) {
      if (!source.renewable) return undefined;
      if (current !== undefined && current.token !== refused) return current.token;
      // A replacement that is refused as well shows that it is not the token that is wrong.
      const hopeless = current?.isReplacement === true && (isDoubtful || accepted !== refused);
      if (hopeless && clock.now() - (current?.fetchedAt ?? 0) < refusedPauseMs) return undefined;
      return refreshed(context, true);
    },
  };
}

/** How long not to ask again after a failure, milliseconds; a service that was not reached is not troubled. */
function pauseAfter({ code, details }: ChatError): number {
  // Refusals that the same credentials will meet again.
  const isFinal = ["CHAT_UNAUTHORIZED", "CHAT_NOT_FOUND", "CHAT_REJECTED", "CHAT_NOT_CONFIGURED"].includes(code);
  if (isFinal) return refusedPauseMs;
  return details.status === undefined ? 0 : Math.min(details.retryAfterMs ?? busyPauseMs, refusedPauseMs);
}

/** Nothing of a message has left while we are still signing in, whatever became of the request for a token. */
function signInFailure(error: unknown): ChatError {
  if (isChatError(error)) return error.with({ outcome: "not-sent" });
  return new ChatError("CHAT_UNREACHABLE", { operation: "token", outcome: "not-sent" });
}

function stopped(): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: "token", outcome: "not-sent" });
}
