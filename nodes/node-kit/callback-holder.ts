import type { PendingVerdicts } from "../../src/callbacks/pending-verdicts";

/** Where a message says which callback it came from: `{id of the receive node}/{id of the callback}`. */
export const callbackMark = "_agoraChatCallback";

/** How a receive node carries what waits for a verdict: the node that gives it is bundled alone, and shares nothing else. */
export interface CallbackHolder {
  readonly pendingVerdicts: PendingVerdicts;
}
