import type { NodeAPI } from "node-red";
import type { PendingVerdict } from "../../src/callbacks/pending-verdicts";
import { ChatError } from "../../src/client/chat-error";
import { callbackMark } from "../node-kit/callback-holder";
import type { CallbackHolder } from "../node-kit/callback-holder";
import type { FlowMessage } from "../node-kit/node-definition";

/**
 * Finds what a message is the callback of, through whatever nodes it has come.
 *
 * @returns `undefined` where it has been answered already, or its receive node is gone
 * @throws `CHAT_INVALID_INPUT` where the message comes from no receive node, or from one that asks for no verdict
 */
export function findPending(RED: NodeAPI, msg: FlowMessage): PendingVerdict | undefined {
  const mark = msg[callbackMark];
  const [, nodeId, id] = (typeof mark === "string" && /^(.+)\/(.+)$/.exec(mark)) || [];
  if (nodeId === undefined || id === undefined) {
    throw new ChatError("CHAT_INVALID_INPUT", {
      operation: "respond",
      outcome: "not-sent",
      issues: [{ path: `msg.${callbackMark}`, problem: "callback-missing" }],
    });
  }
  const node = RED.nodes.getNode(nodeId) as unknown as Partial<CallbackHolder> | null;
  return node?.pendingVerdicts?.find(id);
}
