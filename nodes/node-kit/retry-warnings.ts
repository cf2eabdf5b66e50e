import type { Node } from "node-red";
import type { Progress } from "../../src/client/call";
import { wholeSeconds } from "./whole-seconds";
import type { Words } from "./words";

/** What a node says in the log of requests that are made again. */
export interface RetryWarnings {
  /** A possible double is said each time; that the service is away, once until something gets through again. */
  warn(progress: Extract<Progress, { state: "retrying" }>): void;
  /** Something got through. */
  passed(): void;
}

/** Creates the warnings of one node. */
export function createRetryWarnings(node: Node, words: Words): RetryWarnings {
  let saidThatWaiting = false;
  return {
    warn({ mayDouble, code, delayMs }) {
      if (mayDouble) node.warn(words("warning.repeated"));
      else if (!saidThatWaiting) {
        const reason = words(`status.${code}`);
        node.warn(words("warning.retrying", { reason, code, seconds: wholeSeconds(delayMs) }));
      }
      saidThatWaiting = true;
    },
    passed() {
      saidThatWaiting = false;
    },
  };
}
