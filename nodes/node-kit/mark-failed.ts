import type { NodeMessage } from "node-red";
import type { ErrorSummary } from "./error-report";
import type { Properties } from "./node-definition";
import { passOn } from "./pass-on";

/**
 * Puts what Catch nodes are to know on a message: `chatError`, and `statusCode` where there was an answer.
 *
 * @param more properties besides
 * @returns the message, or a copy of one that cannot be changed
 */
export function markFailed(
  msg: NodeMessage & Record<string, unknown>,
  summary: ErrorSummary,
  more: Properties = {},
): NodeMessage & Record<string, unknown> {
  const { status: statusCode } = summary;
  return passOn(msg, { chatError: summary, ...(statusCode === undefined ? {} : { statusCode }), ...more });
}
