import type { Node, NodeMessage } from "node-red";
import type { Progress } from "../../src/client/call";
import type { Clock } from "../../src/client/clock";

/** What is measured of one message. */
export interface MessageMetrics {
  report(progress: Progress): void;
  /** The message is done with: says what there is to say. */
  end(): void;
}

/**
 * Measures one message for Node-RED's metrics, which go to the log where its settings say so: `duration.millis` from in to
 * out, `wait.millis` until its first request went out, `attempts`, how many requests it took, and `size.bytes`, of their
 * bodies. What never asked the service has a duration only.
 *
 * @returns `undefined` where nobody wants metrics
 */
export function measureMessage(node: Node, msg: NodeMessage, clock: Clock): MessageMetrics | undefined {
  if (!node.metric()) return undefined;
  const named = { _msgid: idOf(msg) } as NodeMessage;
  const beganAt = clock.now();
  let firstSentAt: number | undefined;
  let attempts = 0;
  let bytes = 0;
  return {
    report(progress) {
      if (progress.state !== "sending") return;
      firstSentAt ??= clock.now();
      attempts += 1;
      bytes += progress.bytes ?? 0;
    },
    end() {
      node.metric("duration.millis", named, clock.now() - beganAt);
      if (firstSentAt === undefined) return;
      node.metric("wait.millis", named, firstSentAt - beganAt);
      node.metric("attempts", named, attempts);
      node.metric("size.bytes", named, bytes);
    },
  };
}

/** A message may be anything, and throw whatever it is asked. */
function idOf(msg: NodeMessage): string | undefined {
  try {
    return msg._msgid;
  } catch {
    return undefined;
  }
}
