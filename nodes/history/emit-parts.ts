import { randomBytes } from "node:crypto";
import type { NodeWork } from "../node-kit/node-definition";

/** Sends the parts of something long, of which nobody knows how many there will be. */
export interface PartEmitter {
  send(payload: unknown): void;
  /** Sends what is held back. @param isWhole whether nothing is missing */
  end(isWhole: boolean): void;
}

/**
 * Numbers messages in `msg.parts` as core's split node does, so that its join node puts them together. One is held back,
 * because the last has to say how many there were.
 *
 * @param outerParts of the message that came in: a part of something itself; kept below, as split keeps it
 * @param len how many elements of the whole a message holds at most
 */
export function emitParts(emit: NodeWork["emit"], outerParts: unknown, len: number): PartEmitter {
  const id = randomBytes(8).toString("hex");
  const outer = outerParts === undefined ? {} : { parts: outerParts };
  let held: { readonly payload: unknown } | undefined;
  let index = 0;

  function release(count: { readonly count?: number }): void {
    if (held === undefined) return;
    const { payload } = held;
    held = undefined;
    emit({ payload, parts: { ...outer, id, type: "array", len, index, ...count } });
    index += 1;
  }

  return {
    send(payload) {
      release({});
      held = { payload };
    },
    end: (isWhole) => release(isWhole ? { count: index + 1 } : {}),
  };
}
