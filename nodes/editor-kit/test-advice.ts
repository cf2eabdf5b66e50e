/** The first step of a connection test that failed, as the server says it. */
export interface TestFailure {
  readonly reason: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What the dialog knows besides. */
export interface TestedApp {
  /** The sign-in that was tried: `certificate`, `secret`, `token`. */
  readonly auth: string;
  readonly isInSubflow: boolean;
}

/** How TLS says that what came is no TLS: the words of OpenSSL for an answer in plain HTTP. */
const plainAnswer = /wrong version number|packet length too long|http request/i;

/** The catalogue's key, below `test.reason`, of the advice on a failure. One reason may need other words in another place. */
export function adviceOn({ reason, params = {} }: TestFailure, { auth, isInSubflow }: TestedApp): string {
  if (reason === "certificate" && plainAnswer.test(String(params["description"]))) return "not-encrypted";
  if (reason === "token-refused" && auth === "token") return "ready-token-refused";
  return reason === "secret-other-host" && isInSubflow ? "secret-in-subflow" : reason;
}
