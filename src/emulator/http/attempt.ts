/** From a step that may refuse to an answer. */
import type { Answer } from "./answer";
import { refusalAnswer, Refused } from "../rules/refusal";
import { internalError } from "../rules/refusals";

/** How a step ended. */
export type Attempt<Result> =
  { readonly refused: false; readonly result: Result } | { readonly refused: true; readonly answer: Answer };

/**
 * Takes the step; what it throws becomes the answer.
 *
 * @param now epoch milliseconds. @param arrivedAt when the request arrived, for the answer's `duration`
 */
export async function attempt<Result>(
  now: () => number,
  arrivedAt: number,
  step: () => Result | Promise<Result>,
): Promise<Attempt<Result>> {
  try {
    return { refused: false, result: await step() };
  } catch (error) {
    const refusal = error instanceof Refused ? error.refusal : internalError;
    return { refused: true, answer: refusalAnswer(refusal, now(), now() - arrivedAt) };
  }
}
