import type { HistoryHour } from "./history/history-summary";
import type { Issue } from "./issue";
import type { UploadedFile } from "./parsing/uploaded-file";
import type { Receipt } from "./sending/receipt";

/** Every way in which the palette can fail, by whose move it is; the README's table says more of each. */
export const chatErrorCodes = [
  "CHAT_NOT_CONFIGURED",
  "CHAT_INVALID_INPUT",
  "CHAT_UNAUTHORIZED",
  "CHAT_REJECTED",
  "CHAT_NOT_FOUND",
  "CHAT_TOO_LARGE",
  "CHAT_RATE_LIMITED",
  "CHAT_QUOTA_EXCEEDED",
  "CHAT_UNAVAILABLE",
  "CHAT_UNREACHABLE",
  "CHAT_NO_ANSWER",
  "CHAT_BAD_ANSWER",
  "CHAT_OUTBOX_FULL",
  "CHAT_EXPIRED",
  "CHAT_STOPPED",
] as const;

/** One of {@link chatErrorCodes}. */
export type ChatErrorCode = (typeof chatErrorCodes)[number];

/**
 * What is known about the message after a failure. The service has no idempotency key, so `unknown` is the honest word
 * whenever the request may have arrived and no answer says so.
 */
export type Outcome = "not-sent" | "unknown" | "sent";

/** What a {@link ChatError} knows. It has no field in which a token, a request's body or a signed URL could travel. */
export interface ChatErrorDetails {
  /** What was being done, for example `send-message` or `token`. */
  readonly operation: string;
  readonly outcome: Outcome;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The service's own short word (`reach_limit`), or the network's (`ENOTFOUND`). */
  readonly error?: string;
  /** The service's or the network's own sentence, cut at 300 characters. */
  readonly description?: string;
  /** How long the service asked us to wait, milliseconds. */
  readonly retryAfterMs?: number;
  /** Every problem of the input, each with its field. */
  readonly issues?: readonly Issue[];
  /** After a message in parts: receipts of those who got it. */
  readonly sent?: readonly Receipt[];
  /** After a message in parts: ids of those who did not get it. */
  readonly unsent?: readonly string[];
  /** After a message in parts: ids of those of whom nobody knows; after a failure among many: their places. */
  readonly uncertain?: readonly string[] | readonly number[];
  /** What had been uploaded before the failure, so that it need not go up again. */
  readonly file?: UploadedFile;
  readonly thumbnail?: UploadedFile;
  /** After a failure among many: the results so far. */
  readonly done?: readonly unknown[];
  /** After a failure among many: the place, in the list given, of the one that failed. */
  readonly failedAt?: number;
  /** After a failure among many: the places of those that were not done, for certain. */
  readonly left?: readonly number[];
  /** After a failure in a range of history: the hours so far; the last is the one that failed. */
  readonly hours?: readonly HistoryHour[];
}

const brand: unique symbol = Symbol.for("@chat-flows/chat-error") as never;

/** The one error that leaves the client and the delivery. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ChatErrorCode;
  readonly details: ChatErrorDetails;
  /** Recognised across bundles: each node's file holds a class of its own. */
  readonly [brand] = true;

  constructor(code: ChatErrorCode, details: ChatErrorDetails) {
    super(describe(code, details));
    this.code = code;
    this.details = details;
  }

  /** The same failure with some of its details replaced. */
  with(details: Partial<ChatErrorDetails>): ChatError {
    return new ChatError(this.code, { ...this.details, ...details });
  }
}

/**
 * Whether something thrown is a {@link ChatError}, and, where a code is given, that one. Holds across two copies of the
 * package.
 */
export function isChatError(error: unknown, code?: ChatErrorCode): error is ChatError {
  return (
    typeof error === "object" &&
    error !== null &&
    brand in error &&
    (code === undefined || (error as ChatError).code === code)
  );
}

function describe(code: ChatErrorCode, details: ChatErrorDetails): string {
  const facts = [
    details.status === undefined ? "" : `status ${details.status}`,
    details.error ?? "",
    details.description ?? "",
    ...(details.issues ?? []).map((issue) => `${issue.path}: ${issue.problem}`),
  ].filter((fact) => fact !== "");
  return `${code} in ${details.operation} (${details.outcome})${facts.length > 0 ? `: ${facts.join("; ")}` : ""}`;
}
