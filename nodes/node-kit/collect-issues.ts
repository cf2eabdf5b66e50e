import { isChatError } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";
import { noValue } from "./read-field";
import type { ReadField } from "./read-field";

/**
 * A reader that does not stop at the first field that cannot be read: what is wrong is collected, to be reported together
 * with everything else, and the field is `undefined`.
 *
 * @param issues takes every problem found
 */
export function collectIssues(read: ReadField, issues: Issue[]): ReadField {
  const collect = (error: unknown): undefined => {
    if (!isChatError(error, "CHAT_INVALID_INPUT")) throw error;
    issues.push(...(error.details.issues ?? []));
  };
  return (name) => {
    const reading = read(name);
    return reading === noValue ? reading : reading.catch(collect);
  };
}
