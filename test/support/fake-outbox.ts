import type { Receipt } from "../../src/client/sending/receipt";
import type { Census, Outbox, OutboxEntry } from "../../src/delivery/outbox/outbox";

/** An outbox that does nothing but say what it was asked. */
export interface FakeOutbox extends Outbox {
  /** What was called, by name, with the ids of the nodes that sent. */
  readonly calls: readonly string[];
  census: () => Promise<Census>;
  send: Outbox["send"];
}

/** Creates it; messages are delivered at once, without receipts. */
export function createFakeOutbox(): FakeOutbox {
  const calls: string[] = [];
  const call = <T>(name: string, result: T): Promise<T> => {
    calls.push(name);
    return Promise.resolve(result);
  };
  return {
    calls,
    send: ({ nodeId }) => call<readonly Receipt[]>(`send ${nodeId}`, []),
    start: () => void calls.push("start"),
    census: () => call("census", { waiting: 0, uncertain: 0, failed: 0 }),
    parked: () => call("parked", []),
    decide: (ids) => call("decide", ids.length),
    close: () => call("close", undefined),
  };
}

/** Something to hand in. */
export function outboxEntry(nodeId = "send"): OutboxEntry {
  return {
    nodeId,
    flowMessage: { _msgid: "1", to: "ann" },
    outgoing: {
      message: {
        chatType: "users",
        to: ["ann"],
        body: { type: "txt", fields: { msg: "hello" } },
      } as unknown as OutboxEntry["outgoing"]["message"],
    },
  };
}
