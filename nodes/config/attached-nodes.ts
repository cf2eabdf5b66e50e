import type { Returned } from "../../src/delivery/outbox/outbox";

/** The nodes that hear of messages which an outbox delivered alone. */
export interface AttachedNodes {
  /** @returns a function that takes it back; what comes until all nodes are there again waits for the next of this id */
  attach(nodeId: string, onReturned: (returned: Returned) => void): () => void;
  /** Gives a message to its node, once the nodes behind that are there, too. */
  give(returned: Returned): void;
  /** Called when all nodes of a deployment are there. */
  settle(): void;
  /** Leaves what waits for its node, and what comes later, to those who come next. */
  close(): void;
}

/** Messages that came between two deployments, by the app's config node. */
export type LeftBehind = Map<string, Returned[]>;

/** One node's place; empty between the node that a deployment took away and the one that it brings. */
interface Place {
  listener?: ((returned: Returned) => void) | undefined;
  isReady: boolean;
  readonly held: Returned[];
}

/**
 * @param appId of the config node
 * @param leftBehind outlives deployments
 * @param onStray told of a message whose node is not there any more
 */
export function createAttachedNodes(
  appId: string,
  leftBehind: LeftBehind,
  onStray: (returned: Returned) => void,
): AttachedNodes {
  const places = new Map<string, Place>();
  let isClosed = false;

  for (const returned of leftBehind.get(appId) ?? []) placeOf(returned.nodeId).held.push(returned);
  leftBehind.delete(appId);

  function placeOf(nodeId: string): Place {
    const place = places.get(nodeId) ?? { isReady: false, held: [] };
    places.set(nodeId, place);
    return place;
  }

  function leaveBehind(returned: readonly Returned[]): void {
    if (returned.length > 0) leftBehind.set(appId, [...(leftBehind.get(appId) ?? []), ...returned]);
  }

  return {
    attach(nodeId, onReturned) {
      const place = placeOf(nodeId);
      const listener = (returned: Returned): void => onReturned(returned);
      place.listener = listener;
      place.isReady = false;
      return () => {
        if (place.listener !== listener) return;
        place.listener = undefined;
        place.isReady = false;
      };
    },
    give(returned) {
      const place = places.get(returned.nodeId);
      if (isClosed) leaveBehind([returned]);
      else if (place === undefined) onStray(returned);
      else if (place.isReady && place.listener !== undefined) place.listener(returned);
      else place.held.push(returned);
    },
    settle() {
      for (const [nodeId, place] of places) {
        const { listener = onStray } = place;
        place.isReady = place.listener !== undefined;
        if (!place.isReady) places.delete(nodeId);
        place.held.splice(0).forEach(listener);
      }
    },
    close() {
      isClosed = true;
      for (const { held } of places.values()) leaveBehind(held.splice(0));
    },
  };
}
