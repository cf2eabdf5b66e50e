import type { Properties } from "./node-flow";

/** A message from ann to bob, as a history file holds it. */
export function pastMessage(id: string): Properties {
  return {
    msg_id: id,
    timestamp: 1_700_000_000_000,
    from: "ann",
    to: "bob",
    chat_type: "chat",
    payload: { bodies: [{ type: "txt", msg: "hello" }], ext: {}, from: "ann", to: "bob" },
  };
}
