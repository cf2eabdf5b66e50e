import type { ServerResponse } from "node:http";
import { answerCallback } from "./callback-answer";

/** Who waits for the verdict on one message: the service, and once more where it asks again before there is one. */
export interface VerdictAskers {
  /** @returns `false` where so many wait that this one does not */
  add(response: ServerResponse): boolean;
  /** Answers all of them. */
  answer(text: string): void;
  /** @param run called when the last of them has gone, answered or not */
  whenAllGone(run: () => void): void;
}

/** The service asks again once; each of them is a connection that is held open. */
const mostAskers = 4;

/** Creates the list of those who wait for one verdict. */
export function createVerdictAskers(): VerdictAskers {
  const askers = new Set<ServerResponse>();
  let onAllGone = (): void => undefined;
  return {
    add(response) {
      if (askers.size >= mostAskers) return false;
      askers.add(response);
      response.once("close", () => {
        askers.delete(response);
        if (askers.size === 0) onAllGone();
      });
      return true;
    },
    answer: (text) => askers.forEach((response) => answerCallback(response, text)),
    whenAllGone(run) {
      onAllGone = run;
    },
  };
}
