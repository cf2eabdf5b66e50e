/** Whom the service calls back, as the rules in its console say. */

/** One rule. */
export interface EmulatorCallbackRule {
  /** Before a user's message is sent, to ask whether it may be; or after, to tell of it. */
  readonly when: "pre-send" | "post-send";
  /** `http` or `https`. */
  readonly url: string;
  /** What callbacks are signed with. */
  readonly secret: string;
  /** How long it waits for an answer, in milliseconds of real time; default 200 before sending, 5,000 after. */
  readonly timeoutMs?: number;
  /** What becomes of a message about which nothing usable was answered in time; default `allow`. */
  readonly fallback?: "allow" | "refuse";
}

/** As many as an app may have. */
const mostPostSend = 4;

/** @throws Error when there are too many rules, or one that nobody could be called by. */
export function checkCallbackRules(rules: readonly EmulatorCallbackRule[]): void {
  if (rules.filter(({ when }) => when === "post-send").length > mostPostSend) {
    throw new Error(`An app has at most ${mostPostSend} rules for callbacks after sending.`);
  }
  for (const { url } of rules) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new Error("A callback goes to an address that begins with http:// or https://.");
    }
  }
}
