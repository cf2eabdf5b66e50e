import type { Node } from "node-red";
import { errorSummary, nodeError } from "../node-kit/error-report";
import type { FieldLabel, Words } from "../node-kit/words";
import type { OutboxLog } from "./app-outbox";

/** Says in the log what an app's outbox has to say; never anything of a message. */
export function createOutboxLog(node: Node, words: Words, labelOf: FieldLabel): OutboxLog {
  return {
    onTrouble(trouble) {
      const { message } = nodeError(errorSummary(trouble, words), words, labelOf);
      node.warn(`${words("warning.outbox-unusable")}\n${message}`);
    },
    onWell: () => node.log(words("warning.outbox-works")),
    onStray({ nodeId, ending }) {
      const text =
        "receipts" in ending
          ? words("warning.stray-sent", { node: nodeId })
          : words("warning.stray-failed", { node: nodeId, code: ending.error.code });
      node.warn(text);
    },
    onRedisWarning: ({ problem, found }) => node.warn(words(`warning.${problem}`, { found })),
  };
}
