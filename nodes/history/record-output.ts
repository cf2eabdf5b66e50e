import type { JsonObject } from "../../src/client/message";
import type { PartEmitter } from "./emit-parts";
import type { HistoryOutput } from "./history-output";

/** Sends each message of the history on as a message of the flow. */
export function singleOutput(parts: PartEmitter): HistoryOutput {
  return {
    sink: {
      form: "records",
      take(records) {
        for (const record of records) parts.send(record);
      },
    },
    end: (isWhole) => parts.end(isWhole),
  };
}

/** Sends the messages on in lists of one length, across hours; only the last may be shorter. */
export function batchOutput(parts: PartEmitter, batchSize: number): HistoryOutput {
  let batch: JsonObject[] = [];
  return {
    sink: {
      form: "records",
      take(records) {
        for (const record of records) {
          batch.push(record);
          if (batch.length < batchSize) continue;
          parts.send(batch);
          batch = [];
        }
      },
    },
    end(isWhole) {
      if (batch.length > 0) parts.send(batch);
      parts.end(isWhole);
    },
  };
}
