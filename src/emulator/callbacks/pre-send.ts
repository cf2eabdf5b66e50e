/** One rule before sending: asks a server whether a user's message may be sent, once. */
import type { Files } from "../service/files";
import type { EmulatorMessage } from "../service/messages";
import { messageFields } from "./callback-fields";
import type { EmulatorCallbackRule } from "./callback-rule";
import { changeMessage } from "./change-message";
import { createPoster } from "./post-json";
import type { RuleTools } from "./post-send";
import { readVerdict } from "./read-verdict";
import { signCallback } from "./sign-callback";

/** What becomes of a message; the reason is what its sender is told. */
export type Decision =
  | { readonly accepted: true; readonly message: EmulatorMessage }
  | { readonly accepted: false; readonly reason: string };

/** What one rule does before sending. */
export interface PreSend {
  /** @throws Error when the signal says so. */
  readonly ask: (message: EmulatorMessage, signal: AbortSignal) => Promise<Decision>;
  /** Cuts the connections. */
  readonly end: () => void;
}

const usualTimeoutMs = 200;

/** @param files what messages point to. */
export function createPreSend(rule: EmulatorCallbackRule, files: Files, tools: RuleTools): PreSend {
  const { secret, timeoutMs = usualTimeoutMs, fallback = "allow" } = rule;
  const { appKey, nextCallId, log } = tools;
  const poster = createPoster(rule.url);
  return {
    async ask(message, signal) {
      const callId = nextCallId();
      const record = log.add(rule, callId);
      record.tries = 1;
      const signing = { callId, appKey, secret, timestamp: message.timestamp };
      const reply = await poster.post(signCallback(messageFields(message, files), signing), timeoutMs, signal);
      signal.throwIfAborted();

      record.status = reply?.status;
      const verdict = reply?.status === 200 ? readVerdict(reply.text) : undefined;
      if (verdict?.allow === false) {
        record.verdict = "refused";
        return { accepted: false, reason: verdict.reason };
      }
      const changed = verdict?.payload && changeMessage(message, verdict.payload);
      if (verdict && (verdict.payload === undefined || changed)) {
        record.verdict = changed ? "changed" : "allowed";
        return { accepted: true, message: changed ?? message };
      }
      record.verdict = "fallback";
      return fallback === "allow" ? { accepted: true, message } : { accepted: false, reason: "custom internal error" };
    },
    end: poster.end,
  };
}
