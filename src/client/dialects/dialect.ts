import type { ChatType, Message, MessageType } from "../message";
import type { RefusalRules } from "../http/with-refusals";

/** A request of a dialect: where it goes and what it says. */
export interface WireRequest {
  /** Below the app: `messages/users`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Everything in which the service's send APIs differ. A third dialect is one more object of this shape. */
export interface Dialect extends RefusalRules {
  readonly name: "current" | "legacy";
  /** Recipients that one request takes. */
  readonly maxRecipients: Readonly<Record<ChatType, number>>;
  /** What a custom message's `customEvent` looks like, and whether it may be left out. */
  readonly customEvent: { readonly pattern: RegExp; readonly required: boolean };
  /** Fields of a kind's body that this dialect wants besides those that both want. */
  readonly alsoRequired: Readonly<Partial<Record<MessageType, readonly string[]>>>;
  /** The request that sends a message to some of its recipients. */
  sendRequest(message: Message, to: readonly string[]): WireRequest;
}

/** The service refuses a request whose body has more bytes than this with 413 ("5 KB"; 1,024 to the KB). */
export const maxBodyBytes = 5120;
