import type { Node, NodeAPI } from "node-red";
import type { Receipt } from "../../src/client/sending/receipt";
import type { Returned } from "../../src/delivery/outbox/outbox";
import type { AppOutbox } from "./chat-app";
import { errorSummary, nodeError } from "./error-report";
import type { Properties } from "./node-definition";
import type { StatusBoard } from "./node-status";
import { passOn } from "./pass-on";
import { markFailed } from "./mark-failed";
import type { FieldLabel, Words } from "./words";

/** A node whose messages an outbox may deliver alone. */
export interface OutboxFollower {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly status: StatusBoard;
  readonly words: Words;
  readonly labelOf: FieldLabel;
  /** What it is doing, in errors. */
  readonly operation: string;
  /** What a delivered message goes on with. */
  readonly recovers: (receipts: readonly Receipt[]) => Properties;
}

/**
 * Emits the messages that the outbox brings back, and shows when it cannot be used: delivered ones as they were, with
 * `recovered`; others as errors, for Catch nodes.
 *
 * @returns a function that ends it
 */
export function followOutbox(outbox: AppOutbox, follower: OutboxFollower): () => void {
  const { node, status } = follower;
  const showTrouble = (): void => status.outboxTrouble(outbox.trouble() !== undefined);
  const detach = outbox.attach(node.id, (returned) => {
    try {
      emit(returned, follower);
    } catch (error) {
      // Node-RED could not copy the message for another wire. What became of it is settled all the same.
      node.error(error instanceof Error ? error : typeof error);
    }
  });
  const unwatch = outbox.watch(showTrouble);
  showTrouble();
  return () => {
    detach();
    unwatch();
  };
}

function emit({ flowMessage, ending, mayBeDouble }: Returned, follower: OutboxFollower): void {
  const { RED, node, status, words, labelOf, operation, recovers } = follower;
  // The outbox may still hold the one it gave.
  const msg = RED.util.cloneMessage(flowMessage);
  if (mayBeDouble) node.warn(words("warning.maybe-double"));
  if ("receipts" in ending) {
    status.ended({ done: "sent" });
    node.send(passOn(msg, { ...recovers(ending.receipts), recovered: true }));
    return;
  }
  const summary = errorSummary(ending.error.with({ operation }), words);
  status.ended({ failed: summary.code });
  node.error(nodeError(summary, words, labelOf), markFailed(msg, summary, { recovered: true }));
}
