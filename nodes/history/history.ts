import type { NodeAPI } from "node-red";
import { defineNode } from "../node-kit/define-node";
import type { NodeWork } from "../node-kit/node-definition";
import { emitParts } from "./emit-parts";
import type { PartEmitter } from "./emit-parts";
import { fileOutput } from "./file-output";
import type { HistoryOutput } from "./history-output";
import { readRequest } from "./read-request";
import type { OutputChoice } from "./read-request";
import { batchOutput, singleOutput } from "./record-output";

/**
 * Reads a range of hours of an app's history. Messages, lists of them, or the files they were written to leave the first
 * output as they come; at the end the message leaves the second, with a summary as its payload.
 */
export = function register(RED: NodeAPI): void {
  defineNode(RED, {
    type: "agora-chat-history",
    operation: "history",
    lastOutput: 1,
    byDefault: { start: "payload" },
    busy: "working",
    done: "historyRead",
    async run(work) {
      const { request, output } = await readRequest(work);
      const messages = outputFor(output, work);
      try {
        const summary = await work.app.readHistory(request, messages.sink, work.context);
        messages.end(true);
        return { payload: summary };
      } catch (error) {
        messages.end(false);
        throw error;
      }
    },
  });
};

function outputFor(choice: OutputChoice, { emit, msg, context }: NodeWork): HistoryOutput {
  const partsOf = (len: number): PartEmitter => emitParts(emit, msg["parts"], len);
  switch (choice.kind) {
    case "message":
      return singleOutput(partsOf(1));
    case "batch":
      // Of lists of one, join would make a list of lists.
      return batchOutput(partsOf(Math.max(choice.batchSize, 2)), choice.batchSize);
    case "file":
      return fileOutput(partsOf(1), choice.target, context.signal);
  }
}
