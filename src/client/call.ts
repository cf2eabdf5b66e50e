import type { ChatType } from "./message";

/** One request to the service, as data. */
export interface Call {
  /** What it is for, in errors and limits. */
  readonly operation: "token" | "send-message" | "check-connection";
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the app, without a leading slash: `messages/users`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The body, already JSON. */
  readonly json?: string;
  /** Whether it needs the app's token. */
  readonly signedIn: boolean;
  /** The token, put here by the token layer and nobody else. */
  readonly token?: string;
  /** Whom it reaches: some of the service's limits count recipients. */
  readonly recipients?: { readonly chatType: ChatType; readonly to: readonly string[] };
}

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON; `undefined` where the body was empty or no JSON (gateways answer HTML). */
  readonly body: unknown;
}

/** How far a call has come, for whoever shows it. */
export type Progress =
  | { readonly state: "queued" }
  | { readonly state: "sending" }
  | {
      readonly state: "retrying";
      readonly delayMs: number;
      /** Why the last try failed. */
      readonly code: string;
      /** Whether a try before may have arrived, so that the next may double it. */
      readonly mayHaveArrived: boolean;
    };

/** What surrounds one call. */
export interface CallContext {
  /** Ends every wait and the request itself. */
  readonly signal: AbortSignal;
  /** When the message was taken in, milliseconds since 1970; its age counts from here. Default: now. */
  readonly acceptedAt?: number;
  readonly report?: (progress: Progress) => void;
}

/** Make the call: the one shape that transport and layers share. Rejects with a `ChatError` and nothing else. */
export type Send = (call: Call, context: CallContext) => Promise<Answer>;

/** Something around the call: token, limits, retry. */
export type Layer = (next: Send) => Send;

/** Puts layers around a call, the first named innermost. */
export function stack(base: Send, ...layers: readonly Layer[]): Send {
  return layers.reduce((next, layer) => layer(next), base);
}
