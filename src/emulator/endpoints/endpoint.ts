/** What an endpoint is: one file in this folder, one line in the table of `endpoints.ts`. */
import type { Answer } from "../http/answer";
import type { Call } from "../http/call";
import type { EmulatorState } from "../service/state";

/** The names by which tests ask for requests and plan faults. */
export type Operation = "token" | "send";

/** One resource of the app and the one method it takes. */
export interface Endpoint {
  readonly operation: Operation;
  readonly method: "POST";
  /** What follows `/{org}/{app}/`. */
  readonly resource: string;
  /** Answers, or throws `Refused`. */
  readonly answer: (call: Call, state: EmulatorState) => Answer;
}
