import { stack } from "../../src/client/call";
import { createChatClient } from "../../src/client/chat-client";
import type { Clock } from "../../src/client/clock";
import { createCallQueue } from "../../src/delivery/call-queue";
import { sendMessage } from "../../src/delivery/send-message";
import { withLimits } from "../../src/delivery/with-limits";
import { withRetry } from "../../src/delivery/with-retry";
import type { ChatApp } from "../node-kit/chat-app";
import type { AppSettings } from "./app-settings";
import type { NetworkSettings } from "./network-settings";

/** Stacks the layers of one app: the only place where they meet. */
export function createChatApp(
  settings: AppSettings,
  network: NetworkSettings,
  clock: Clock,
  random: () => number,
): ChatApp {
  const client = createChatClient({ ...settings, ...network, clock });
  const now = (): number => clock.now();
  const send = stack(
    client.send,
    withLimits(createCallQueue(clock), settings.limits, settings.maxAgeMs, now),
    withRetry({
      policy: settings.retry,
      maxAgeMs: settings.maxAgeMs,
      repeatUnknown: settings.repeatUnknown,
      clock,
      random,
    }),
  );
  return {
    dialect: settings.dialect,
    sendMessage: (message, context) => sendMessage(send, settings.dialect, message, context),
    close: () => client.close(),
  };
}
