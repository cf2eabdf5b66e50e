import type { ChatError, ChatErrorCode, ChatErrorDetails } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";
import type { FieldLabel, WordParams, Words } from "./words";

/** What `msg.chatError` holds: plain data, no content, and no secret but that of a file just uploaded. */
export interface ErrorSummary extends Omit<ChatErrorDetails, "issues"> {
  readonly code: ChatErrorCode;
  /** Each problem in the words of the server's language. */
  readonly issues?: readonly { readonly path: string; readonly problem: string }[];
}

/** What goes into `done`: Node-RED hands own properties only to the Catch node. */
class NodeError extends Error {
  readonly code: ChatErrorCode;
  override readonly cause: Omit<ErrorSummary, "file" | "thumbnail">;

  constructor(message: string, summary: ErrorSummary) {
    super(message);
    this.code = summary.code;
    // Errors are logged: what was uploaded, with its secret, travels on the message alone.
    const { file, thumbnail, ...cause } = summary;
    // The debug sidebar shows a cause as text, and not as what it is: "[object Object]" would say nothing.
    Object.defineProperty(cause, "toString", { value: () => JSON.stringify(cause) });
    this.cause = cause;
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
    ...(issues === undefined ? {} : { issues: issues.map((issue) => wordedIssue(issue, error.code, words)) }),
  };
}

/** The error for Catch nodes and the debug sidebar: what went wrong, where, and the next step. */
export function nodeError(summary: ErrorSummary, words: Words, labelOf: FieldLabel): NodeError {
  const { issues = [], status = "–", description = summary.error } = summary;
  const headline = headlineOf(summary, words, { status, description: description ?? "–" });
  const isSaid = description === undefined || headline.includes(description);
  const lines = [
    headline,
    ...(isSaid ? [] : [words("error.details", { description })]),
    ...issues.map(({ path, problem }) => `• ${fieldName(path, labelOf(path))}: ${problem}`),
    ...accounting(summary, words),
    ...(summary.file === undefined ? [] : [words("error.uploaded")]),
  ];
  return new NodeError(lines.join("\n"), summary);
}

/** The words for this operation where it has its own, else those for all. */
function headlineOf({ code, operation }: ErrorSummary, words: Words, params: WordParams): string {
  const own = `error.${operation}.${code}`;
  const text = words(own, params);
  // A key that is not in the catalogue comes back as it is.
  return text.endsWith(own) ? words(`error.${code}`, params) : text;
}

function whichFailed({ failedAt }: ErrorSummary, words: Words): readonly string[] {
  // People count from one.
  return failedAt === undefined ? [] : [words("error.failedAt", { number: failedAt + 1 })];
}

/** As the dialog calls it; the path as well where it leads into the field: `Recipients (to[1])`. */
function fieldName(path: string, label: string | undefined): string {
  if (label === undefined) return path;
  return /^\w+$/.test(path) ? label : `${label} (${path})`;
}

function wordedIssue(
  { path, problem, params }: Issue,
  code: ChatErrorCode,
  words: Words,
): { path: string; problem: string } {
  // What a node is set up with is never brought by a message.
  const isSetting = code === "CHAT_NOT_CONFIGURED" && problem === "required";
  return { path, problem: isSetting ? words("error.setting-missing") : words(`problem.${problem}`, params) };
}

/** How many of several it concerns; the lists themselves are in the summary. */
function accounting(summary: ErrorSummary, words: Words): readonly string[] {
  const { sent = [], unsent = [], done = [], left = [], uncertain = [] } = summary;
  if (sent.length + unsent.length + done.length + left.length + uncertain.length < 2) return [];
  return summary.done === undefined
    ? [words("error.parts", { sent: sent.length, unsent: unsent.length, uncertain: uncertain.length })]
    : [
        words("error.items", { done: done.length, left: left.length, uncertain: uncertain.length }),
        ...whichFailed(summary, words),
      ];
}
