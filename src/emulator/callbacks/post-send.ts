/** One rule after sending: tells a server what has happened, as often as the service does. */
import type { CallbackFields } from "./callback-fields";
import type { CallbackLog } from "./callback-log";
import type { EmulatorCallbackRule } from "./callback-rule";
import { createLanes, type Lanes } from "./lanes";
import { createPoster } from "./post-json";
import { signCallback } from "./sign-callback";
import { createSuspension } from "./suspension";

/** Something that happened. */
export interface CallbackEvent {
  /** Callbacks of one conversation go out one after the other. */
  readonly conversation: string;
  /** Epoch milliseconds by the emulator's clock. */
  readonly timestamp: number;
  readonly fields: CallbackFields;
}

/** What one rule does after sending. */
export interface PostSend {
  /** Returns at once; what came of it is in the log. */
  readonly tell: (event: CallbackEvent) => void;
  /** Resolves when nothing is left to tell. */
  readonly settled: () => Promise<void>;
  /** Forgets what is left to tell, and cuts the connections. What is told later is told. */
  readonly end: () => void;
}

/** What a rule works with. */
export interface RuleTools {
  readonly appKey: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A new one for each callback. */
  readonly nextCallId: () => string;
  readonly log: CallbackLog;
}

const usualTimeoutMs = 5000;
const mostTries = 2;
const lanesOptions = { mostAtOnce: 16, mostWaiting: 10_000 };

/** A rule with nothing to tell yet. */
export function createPostSend(rule: EmulatorCallbackRule, { appKey, now, nextCallId, log }: RuleTools): PostSend {
  const { secret, timeoutMs = usualTimeoutMs } = rule;
  const poster = createPoster(rule.url);
  const suspension = createSuspension(now);
  let lanes: Lanes = createLanes(lanesOptions);

  async function deliver({ fields, timestamp }: CallbackEvent, callId: string, signal: AbortSignal): Promise<void> {
    const record = log.add(rule, callId);
    if (suspension.isOn()) {
      record.skipped = "suspended";
      return;
    }
    const json = signCallback(fields, { callId, appKey, secret, timestamp });
    while (record.tries < mostTries && !suspension.isOn()) {
      record.tries += 1;
      const reply = await poster.post(json, timeoutMs, signal);
      record.status = reply?.status;
      if (signal.aborted || reply?.status === 200) return;
      suspension.fail();
    }
  }

  return {
    tell(event) {
      const callId = nextCallId();
      const isLinedUp = lanes.add(event.conversation, (signal) => deliver(event, callId, signal));
      if (!isLinedUp) log.add(rule, callId).skipped = "overloaded";
    },
    settled: () => lanes.settled(),
    end() {
      lanes.end();
      lanes = createLanes(lanesOptions);
      poster.end();
    },
  };
}
