import type { EmulatorCallbackRule } from "../src/emulator/emulator";

/**
 * The environment variable that the demo's receive nodes take their secret from: another one at each start, also for a
 * flow that was kept.
 */
export const callbackSecretVariable = "DEMO_CALLBACK_SECRET";

/**
 * How long the emulator waits for a verdict, milliseconds. The service's usual 200 are few for a machine that has just
 * started all of this; the vendor's pages advise 1 to 3 seconds.
 */
const timeoutMs = 1_000;

/** A receive node of the demo's flow. */
export interface DemoReceiver {
  readonly path: string;
  readonly when: EmulatorCallbackRule["when"];
}

/** The rules that have the emulator call the demo's flow. @param nodeRed where its paths begin */
export function demoCallbacks(
  receivers: readonly DemoReceiver[],
  nodeRed: string,
  secret: string,
): readonly EmulatorCallbackRule[] {
  return receivers.map(({ path, when }) => ({
    when,
    url: `${nodeRed}/${path.replace(/^\/+/, "")}`,
    secret,
    ...(when === "pre-send" ? { timeoutMs } : {}),
  }));
}
