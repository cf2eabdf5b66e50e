import type { Problem } from "../parsing/rule";

/** The largest file that the service takes, unless an app's plan says otherwise. */
export const maxFileBytes = 10 * 1024 * 1024;

/** What is wrong with a larger one; `undefined` where it is not larger. */
export function tooLarge(bytes: number): Problem | undefined {
  if (bytes <= maxFileBytes) return undefined;
  return { problem: "file-too-large", params: { found: bytes, allowed: maxFileBytes } };
}
