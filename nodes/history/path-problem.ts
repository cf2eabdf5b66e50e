import { isChatError } from "../../src/client/chat-error";
import type { ChatError } from "../../src/client/chat-error";
import { invalidInput } from "../../src/client/invalid-input";
import type { ProblemName } from "../../src/client/issue";

/** What is wrong with the path: nothing was read of the service, or what was read could not be written. */
export function pathProblem(problem: ProblemName, params: Readonly<Record<string, string>>): ChatError {
  return invalidInput("history", [{ path: "path", problem, params }]);
}

/** Runs something that writes; what the file system says of it becomes a problem of the path. */
export async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isChatError(error)) throw error;
    const { code } = error as { readonly code?: unknown };
    throw pathProblem("not-writable", { found: path, reason: typeof code === "string" ? code : "error" });
  }
}
