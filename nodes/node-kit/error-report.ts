import type { ChatError, ChatErrorCode, Outcome } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";
import type { Receipt } from "../../src/client/sending/receipt";
import type { Words } from "./words";

/** What `msg.chatError` and the error's `cause` hold: plain data, no secret, no content. */
export interface ErrorSummary {
  readonly code: ChatErrorCode;
  readonly operation: string;
  readonly outcome: Outcome;
  readonly status?: number;
  readonly error?: string;
  readonly description?: string;
  readonly retryAfterMs?: number;
  readonly issues?: readonly { readonly path: string; readonly problem: string }[];
  readonly sent?: readonly Receipt[];
  readonly unsent?: readonly string[];
  readonly uncertain?: readonly string[];
}

/** What goes into `done`: Node-RED hands own properties only to the Catch node. */
export class NodeError extends Error {
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
export function nodeError(summary: ErrorSummary, words: Words): NodeError {
  const { code, issues = [], status = "–", description = summary.error ?? "–" } = summary;
  const params = { status, description, operation: summary.operation };
  const lines = [
    words(`error.${code}`, params),
    ...issues.map(({ path, problem }) => `• ${path}: ${problem}`),
    ...accounting(summary, words),
  ];
  return new NodeError(lines.join("\n"), summary);
}

function wordedIssue(issue: Issue, words: Words): { path: string; problem: string } {
  return { path: issue.path, problem: words(`problem.${issue.problem}`, issue.params) };
}

/** How many of several recipients it concerns; the lists themselves are in the summary. */
function accounting({ sent = [], unsent = [], uncertain = [] }: ErrorSummary, words: Words): readonly string[] {
  if (sent.length + unsent.length + uncertain.length < 2) return [];
  return [words("error.parts", { sent: sent.length, unsent: unsent.length, uncertain: uncertain.length })];
}
