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
  "bad-app-certificate",
  "bad-app-id",
  "bad-app-key",
  "bad-host",
  "config-missing",
  "empty-id",
  "env-unset",
  "expression-failed",
  "extra-entries",
  "file-not-uploaded",
  "id-not-text",
  "id-too-long",
  "not-a-choice",
  "not-a-list",
  "not-a-number",
  "not-an-object",
  "not-a-url",
  "not-json",
  "not-positive",
  "not-text",
  "out-of-range",
  "required",
  "reply-missing",
  "too-large",
  "unknown-body",
  "value-not-text",
  "wrong-pattern",
] as const;

/** One of {@link problemNames}. */
export type ProblemName = (typeof problemNames)[number];
