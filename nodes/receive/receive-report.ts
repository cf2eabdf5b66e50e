import type { NodeStatus } from "node-red";
import type { CallbackRules, DeskFault } from "../../src/callbacks/callback-desk";
import type { Source } from "../node-kit/define-source";
import { sharedNamespace } from "../node-kit/words";

/** Says in a node's status, and where it must be in the log, what comes in. */
export interface ReceiveReport {
  readonly listening: () => void;
  /** One went to the flow. */
  readonly heard: () => void;
  /** One did not go to the flow. @param kind what may be told of the reason */
  readonly uncopied: (kind: string) => void;
  readonly refused: (fault: DeskFault) => void;
  /** The flow gave a verdict in time. */
  readonly decided: () => void;
  readonly undecided: () => void;
}

/** Creates the report of one node. What goes well takes the place of what was refused before. */
export function createReceiveReport(
  { secret, decides, decideWithinMs, windowMs }: CallbackRules,
  { words, status, warn }: Pick<Source, "words" | "status" | "warn">,
): ReceiveReport {
  const isUnchecked = secret === undefined;
  let total = 0;

  const counted = (): NodeStatus => ({
    fill: isUnchecked ? "yellow" : "green",
    shape: "dot",
    text: decides ? words("status.decided", { count: total }) : words("status.received", { count: total }),
  });
  function count(): void {
    total += 1;
    status.show(counted);
  }

  return {
    listening() {
      if (isUnchecked) warn("unchecked", words("warning.callback-unchecked"));
      const text = key(isUnchecked ? "listening-unchecked" : "listening");
      status.show(() => ({ fill: isUnchecked ? "yellow" : "green", shape: "ring", text }));
    },
    heard: count,
    uncopied: (kind) => warn("uncopied", words("warning.callback-uncopied", { reason: kind })),
    refused(fault) {
      status.show(() => ({ fill: "red", shape: "dot", text: key(`refused.${fault}`) }));
      warn(fault, words(`warning.callback-refused.${fault}`, { minutes: windowMs / 60_000 }));
    },
    decided: count,
    undecided() {
      status.show(() => ({ fill: "yellow", shape: "ring", text: key("undecided") }));
      warn("undecided", words("warning.callback-undecided", { milliseconds: decideWithinMs }));
    },
  };
}

/** Fixed texts are keys: the editor words them in the language of whoever looks. */
function key(name: string): string {
  return `${sharedNamespace}:status.${name}`;
}
