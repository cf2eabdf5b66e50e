/** One thing that is wrong with an input: the field, and what is wrong with it. */
export interface Issue {
  /** The field as the user knows it: `to`, `to[2]`, `customExts.tank`. */
  readonly path: string;
  /** Names the sentence; the sentences live in the catalogues below `problem`. */
  readonly problem: ProblemName;
  /** What the sentence mentions, such as the number found and the number allowed. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Everything that can be wrong with an input. A test holds this list to the catalogues. */
export const problemNames = [
  "answer-too-large",
  "bad-app-certificate",
  "bad-app-id",
  "bad-app-key",
  "bad-host",
  "bad-hour",
  "callback-missing",
  "config-missing",
  "empty-id",
  "end-before-start",
  "env-empty",
  "env-unset",
  "expression-failed",
  "extra-entries",
  "file-changed",
  "file-empty",
  "file-is-address",
  "file-is-folder",
  "file-missing",
  "file-not-base64",
  "file-of-other-kind",
  "file-too-large",
  "file-unreadable",
  "folder-missing",
  "http-off",
  "id-not-text",
  "id-too-long",
  "not-a-chat-file",
  "not-a-choice",
  "not-a-file",
  "not-a-list",
  "not-a-message",
  "not-a-number",
  "not-a-record",
  "not-a-url",
  "not-an-id",
  "not-an-object",
  "not-json",
  "not-positive",
  "not-storable",
  "not-text",
  "not-writable",
  "one-id-expected",
  "other-app-file",
  "out-of-range",
  "outbox-folder-unwritable",
  "outbox-in-use",
  "outbox-newer-version",
  "outbox-unreadable",
  "outbox-write-failed",
  "path-of-editor",
  "path-taken",
  "range-too-long",
  "redis-bad-url",
  "redis-not-installed",
  "redis-refused",
  "redis-unreachable",
  "reply-missing",
  "required",
  "secret-missing",
  "secret-refused",
  "too-large",
  "unknown-body",
  "value-not-text",
  "wrong-pattern",
] as const;

/** One of {@link problemNames}. */
export type ProblemName = (typeof problemNames)[number];
