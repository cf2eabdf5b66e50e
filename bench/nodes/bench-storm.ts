import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import type { StormOrder, StormResult } from "../coalescing/storm";

type Returned = NodeMessage & { readonly to: string; readonly payload: unknown };

/** A node that sends many messages in one instant or in little time, each to a user of its own, and looks at the receipts that come back. */
export = function register(RED: NodeAPI): void {
  let take: ((msg: Returned) => void) | undefined;
  let sendAll: ((messages: NodeMessage[]) => void) | undefined;

  function construct(this: Node, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    sendAll = (messages) => this.send([messages]);
    this.on("input", (msg, _send, done) => {
      take?.(msg as Returned);
      done();
    });
  }

  RED.nodes.registerType("bench-storm", construct);
  RED.httpAdmin.post("/bench/storm", (request, response) => {
    void storm(request.body as StormOrder).then((result) => response.json(result));
  });

  function storm({ count, withinMs, alike }: StormOrder): Promise<StormResult> {
    return new Promise((resolve) => {
      let [returned, right, handedAt] = [0, 0, 0];
      take = ({ to, payload }) => {
        returned += 1;
        const [receipt, ...others] = payload as readonly { readonly to: string; readonly messageId: string }[];
        if (others.length === 0 && receipt?.to === to && receipt.messageId === `id of ${to}`) right += 1;
        if (returned < count) return;
        const cpu = process.cpuUsage(cpuBefore);
        const milliseconds = now() - beganAt;
        resolve({ copyMs: handedAt - beganAt, handedAt, milliseconds, cpuMs: (cpu.user + cpu.system) / 1_000, right });
      };
      const messages = Array.from({ length: count }, (_, index) => ({
        to: `u${index}`,
        payload: alike ? "Water alarm" : `Water alarm in bed ${index}`,
      }));
      const cpuBefore = process.cpuUsage();
      const beganAt = now();
      let sent = 0;
      const sendDue = (): void => {
        const due = withinMs === 0 ? count : Math.ceil((count * (now() - beganAt + 1)) / withinMs);
        sendAll?.(messages.slice(sent, due));
        if (sent === 0) handedAt = now();
        sent = Math.min(due, count);
        if (sent < count) setTimeout(sendDue, 1);
      };
      sendDue();
    });
  }

  /** Milliseconds since 1970, with fractions. */
  function now(): number {
    return performance.timeOrigin + performance.now();
  }
};
