import type { Issue } from "../issue";

/** What is wrong with one value. */
export type Problem = Pick<Issue, "problem" | "params">;

/** A value that was read, or what is wrong with it. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** How one field is read from something unknown. */
export interface Rule<T> {
  readonly required: boolean;
  /** Only called with something that {@link isGiven}. */
  readonly read: (value: unknown) => Reading<T>;
}

/** A value of the right kind. */
export function good<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** A value that will not do. */
export function bad(problem: Issue["problem"], params?: Issue["params"]): Reading<never> {
  return { ok: false, problem: params === undefined ? { problem } : { problem, params } };
}

/** Whether there is a value at all: an empty text counts as none, because the service refuses `from: ""` and the like. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
