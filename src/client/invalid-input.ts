import type { Operation } from "./call";
import { ChatError } from "./chat-error";
import type { Issue } from "./issue";

const sizeProblems: readonly Issue["problem"][] = ["too-large", "file-too-large"];

/**
 * The error of an input that was refused before anything reached the wire: `CHAT_INVALID_INPUT`, or `CHAT_TOO_LARGE`
 * where nothing is wrong with it but its size.
 *
 * @param issues at least one; one a field is kept, the first found, which says most
 */
export function invalidInput(operation: Operation, issues: readonly Issue[]): ChatError {
  const paths = new Set<string>();
  const known = issues.filter(({ path }) => !paths.has(path) && paths.add(path));
  const isSize = known.every(({ problem }) => sizeProblems.includes(problem));
  const code = isSize ? "CHAT_TOO_LARGE" : "CHAT_INVALID_INPUT";
  return new ChatError(code, { operation, outcome: "not-sent", issues: known });
}
