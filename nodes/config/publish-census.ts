import type { NodeAPI } from "node-red";
import type { Clock } from "../../src/client/clock";
import type { AppOutbox } from "../node-kit/chat-app";

/** Editors redraw for each; nobody reads faster. */
const intervalMs = 1_000;

/**
 * Tells open editors how many messages there are in an app's outbox, when that has changed: at most once a second, on the
 * topic `agora-chat/outbox/{id}`, as `Census`.
 *
 * @param id of the app's config node
 * @returns a function that ends it
 */
export function publishCensus(RED: NodeAPI, id: string, outbox: AppOutbox, clock: Clock): () => void {
  let published = "";
  let isDue = false;
  let isWaiting = false;
  let hasEnded = false;
  let cancel = (): void => undefined;

  function changed(): void {
    isDue = true;
    if (!isWaiting) look();
  }

  function look(): void {
    isWaiting = isDue;
    if (!isDue || hasEnded) return;
    isDue = false;
    void publish();
    cancel = clock.after(intervalMs, look);
  }

  async function publish(): Promise<void> {
    try {
      const census = await outbox.census();
      const key = JSON.stringify(census);
      if (key === published || hasEnded) return;
      published = key;
      RED.comms.publish(`agora-chat/outbox/${id}`, census, false);
    } catch {
      // It cannot be used now: the dialog asks and is told why.
    }
  }

  const unwatch = outbox.watch(changed);
  return () => {
    hasEnded = true;
    unwatch();
    cancel();
  };
}
