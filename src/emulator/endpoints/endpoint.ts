/** What an endpoint is: one file in this folder, one line in the table of `endpoints.ts`. */
import type { Answer } from "../http/answer";
import type { Call } from "../http/call";
import type { EmulatorState } from "../service/state";

/**
 * The names by which tests ask for requests and plan faults. A thumbnail is a `download`; `history` asks for links, and
 * `history-file` fetches what they lead to.
 */
export type Operation =
  "token" | "send" | "upload" | "download" | "history" | "history-file" | "recall" | "import" | "delete-conversation";

/** One resource of the app and one method that it takes. */
export interface Endpoint {
  readonly operation: Operation;
  readonly method: "GET" | "POST" | "DELETE";
  /** What follows `/{org}/{app}/`; a segment in braces, as in `chatfiles/{uuid}`, takes any one segment that is not empty. */
  readonly resource: string;
  /** How much of the body is read; default 1 MiB, more than any JSON endpoint takes. */
  readonly bodyBytes?: number;
  /** Answers, or throws `Refused`. */
  readonly answer: (call: Call, state: EmulatorState) => Answer | Promise<Answer>;
}
