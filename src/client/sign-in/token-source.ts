import type { CallContext } from "../call";

/** What goes behind `Bearer`. */
export interface Token {
  readonly value: string;
  /** When it ends, milliseconds since 1970; `null`: never, or nobody knows. */
  readonly expiresAt: number | null;
}

/** Where an app's tokens come from: one of the three sign-ins. */
export interface TokenSource {
  /** Whether asking again can give another token; a ready token is what it is. */
  readonly renewable: boolean;
  /** Rejects with a `ChatError`. */
  fetch(context: CallContext): Promise<Token>;
}
