import type { ChatType } from "./message";
import type { LocalFile } from "./files/local-file";

/** What calls are for, as errors and limits name them. */
export type Operation =
  | "token"
  | "check-connection"
  | "send-message"
  | "upload-file"
  | "download-file"
  | "history"
  | "recall"
  | "import"
  | "delete-conversation";

/** One request, as data. */
export interface Call {
  readonly operation: Operation;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the app, without a leading slash: `messages/users`. What comes from outside is percent-encoded in it. */
  readonly path: string;
  /** A whole address elsewhere instead of the path: the token never goes there, and it counts for none of the limits. */
  readonly elsewhere?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, already JSON. */
  readonly json?: string;
  /** The body, a form. */
  readonly form?: Form;
  /** Where the bytes of an accepted answer go, instead of being read as JSON. */
  readonly receive?: Receive;
  /** Whether it needs the app's token. */
  readonly signedIn: boolean;
  /** The token, put here by the token layer and nobody else. */
  readonly token?: string;
  /** Whether a 401 may mean something else than the token: a file's own secret. */
  readonly hasOwnSecret?: boolean;
  /** Whether making it twice harms nobody, so that it may be made again when no answer came. Default: it may not. */
  readonly repeatable?: boolean;
  /** Whom it reaches: some of the service's limits count recipients. */
  readonly recipients?: { readonly chatType: ChatType; readonly to: readonly string[] };
  /** Where others may leave in the same request. Default: they may not. */
  readonly company?: Company;
}

/** What calls that differ in their recipients only need to leave together. */
export interface Company {
  /** The same for all of them. */
  readonly kind: string;
  /** How many recipients one request takes. */
  readonly mostRecipients: number;
  /** How many bytes more the body of this call may have. */
  readonly spareBytes: number;
  /** How many bytes the recipients of this call add to the body of another. */
  readonly addedBytes: () => number;
  /** The same call to these. */
  readonly callTo: (to: readonly string[]) => Call;
}

/** A form with one file, whose bytes are read anew for each try. */
export interface Form {
  readonly file: LocalFile;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Takes the bytes of an accepted answer. Called anew, from the first byte, for each try of a repeatable call.
 *
 * @param content rejects with a `ChatError` where the answer breaks off, falls silent, or nobody waits any more
 * @throws what it likes: a `ChatError` ends the call as it is, anything else as `CHAT_BAD_ANSWER`
 */
export type Receive = (content: AsyncIterable<Uint8Array>, headers: Answer["headers"]) => Promise<void>;

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON; `undefined` where the body was empty or no JSON (gateways answer HTML), or `receive` took it. */
  readonly body: unknown;
}

/** How far a call, or the work that it is part of, has come, for whoever shows it. */
export type Progress =
  | { readonly state: "queued" }
  | {
      /** Its turn has come; said for each try. */
      readonly state: "sending";
      /** Of the request's body, where that is JSON. */
      readonly bytes?: number;
    }
  | {
      readonly state: "advancing";
      /** 0 to 1. */
      readonly part: number;
    }
  | {
      readonly state: "retrying";
      readonly delayMs: number;
      /** Why the last try failed. */
      readonly code: string;
      /** Whether a try before may have arrived. */
      readonly mayHaveArrived: boolean;
      /** Whether the next may double it, because it may have arrived and is not harmless twice. */
      readonly mayDouble: boolean;
    };

/** What surrounds one call. */
export interface CallContext {
  /** Ends every wait and the request itself. */
  readonly signal: AbortSignal;
  /** When the message was taken in, milliseconds since 1970; its age counts from here. Default: now. */
  readonly acceptedAt?: number;
  /** Its place in line: lower goes first. Who tries again comes back to their place. Default: behind all. */
  readonly place?: number;
  /**
   * Called when a call's turn has come, before its request goes out, for each try.
   *
   * Rejects with a `ChatError` that ends the call where it must not go out: nothing was sent then.
   */
  readonly beforeSending?: (call: Call) => Promise<void>;
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
