import type { ChatError, ChatErrorCode, ChatErrorDetails } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";
import type { FieldLabel, Words } from "./words";

/** What `msg.chatError` and the error's `cause` hold: plain data, no secret, no content. */
export interface ErrorSummary extends Omit<ChatErrorDetails, "issues"> {
  readonly code: ChatErrorCode;
  /** Each problem in the words of the server's language. */
  readonly issues?: readonly { readonly path: string; readonly problem: string }[];
}

/** What goes into `done`: Node-RED hands own properties only to the Catch node. */
class NodeError extends Error {
  readonly code: ChatErrorCode;
  override readonly cause: ErrorSummary;

  constructor(message: string, summary: ErrorSummary) {
    super(message);
    this.code = summary.code;
    this.cause = summary;
  }

  /** Node-RED puts it before the message, where `Error` would say nothing. */
  override get name(): string {
    return this.code;
  }
}

/** The summary, its problems worded for the person at the editor. */
export function errorSummary(error: ChatError, words: Words): ErrorSummary {
  const { issues, ...details } = error.details;
  return {
    code: error.code,
    ...details,
    ...(issues === undefined ? {} : { issues: issues.map((issue) => wordedIssue(issue, words)) }),
  };
}

/** The error for Catch nodes and the debug sidebar: what went wrong, where, and the next step. */
export function nodeError(summary: ErrorSummary, words: Words, labelOf: FieldLabel): NodeError {
  const { code, issues = [], status = "–", description = summary.error } = summary;
  const headline = words(`error.${code}`, { status, description: description ?? "–" });
  const isSaid = description === undefined || headline.includes(description);
  const lines = [
    headline,
    ...(isSaid ? [] : [words("error.details", { description })]),
    ...issues.map(({ path, problem }) => `• ${fieldName(path, labelOf(path))}: ${problem}`),
    ...accounting(summary, words),
  ];
  return new NodeError(lines.join("\n"), summary);
}

/** As the dialog calls it; the path as well where it leads into the field: `Recipients (to[1])`. */
function fieldName(path: string, label: string | undefined): string {
  if (label === undefined) return path;
  return /^\w+$/.test(path) ? label : `${label} (${path})`;
}

function wordedIssue(issue: Issue, words: Words): { path: string; problem: string } {
  return { path: issue.path, problem: words(`problem.${issue.problem}`, issue.params) };
}

/** How many of several recipients it concerns; the lists themselves are in the summary. */
function accounting({ sent = [], unsent = [], uncertain = [] }: ErrorSummary, words: Words): readonly string[] {
  if (sent.length + unsent.length + uncertain.length < 2) return [];
  return [words("error.parts", { sent: sent.length, unsent: unsent.length, uncertain: uncertain.length })];
}
