/** The part of the command line that is about callbacks. */
import { checkCallbackRules, type EmulatorCallbackRule } from "./callbacks/callback-rule";

/** What the flags hold. */
export interface CallbackFlags {
  readonly callback?: readonly string[];
  readonly "callback-secret"?: string;
  readonly "pre-send"?: string;
}

/** The secret where none is chosen: invented, and the same at every start, as all that the emulator tells. */
const usualSecret = "farmco-greenhouse-callbacks";

/** The rules that the flags ask for. @throws Error with words for whoever typed them */
export function callbackRulesFrom(flags: CallbackFlags): readonly EmulatorCallbackRule[] {
  const { callback = [], "callback-secret": secret = usualSecret, "pre-send": preSend } = flags;
  const rules: readonly EmulatorCallbackRule[] = [
    ...callback.map((url) => ({ when: "post-send" as const, url, secret })),
    ...(preSend === undefined ? [] : [{ when: "pre-send" as const, url: preSend, secret }]),
  ];
  if (rules.length === 0 && flags["callback-secret"] !== undefined) {
    throw new Error("--callback-secret needs --callback or --pre-send.");
  }
  checkCallbackRules(rules);
  return rules;
}

/** What the welcome says of them; `""` without any. A secret that somebody has chosen is not repeated. */
export function callbackText(rules: readonly EmulatorCallbackRule[]): string {
  const [first] = rules;
  if (!first) return "";
  const lines = rules.map(({ when, url }) => `  ${when === "pre-send" ? "Before sending" : "After sending "}   ${url}`);
  const secret = first.secret === usualSecret ? first.secret : "the one you gave";
  return `\nCallbacks go to:\n\n${lines.join("\n")}\n  Secret           ${secret}\n`;
}
