import type { OutboxEntry } from "../../src/delivery/outbox/outbox";

/** Who gets which text. */
export interface Addressed {
  readonly text: string;
  readonly to: readonly string[];
}

const people = 40;
const groups = 100;
/** Not the next ones: then each message to groups would wait for the one before. */
const groupsApart = 7;

/**
 * A message as the crashed process takes it in; the same number always makes the same one. Of ten, six go to one of forty
 * people, so that they wait for each other; three say the same, each to somebody else, so that they leave together; one
 * goes to five groups, which takes two requests.
 */
export function crashMessage(number: number): OutboxEntry {
  const kind = number % 10;
  if (kind === 0) {
    const to = Array.from({ length: 5 }, (_, index) => `group-${((number / 10) * groupsApart + index) % groups}`);
    return entryOf("chatgroups", { text: `Bed 7 is too dry, ${number}`, to });
  }
  if (kind <= 3) return entryOf("users", { text: "Water alarm", to: [`gardener-${number}`] });
  return entryOf("users", { text: `The pump has stopped, ${number}`, to: [`keeper-${number % people}`] });
}

/** Reads the id that a message carries through the flow. */
export function addressedBy(id: string): Addressed {
  return JSON.parse(id) as Addressed;
}

/** Where messages to one recipient have an order, the message's place in it. */
export function placeOf(text: string): number | undefined {
  const [, number] = /, (\d+)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}

function entryOf(chatType: "users" | "chatgroups", { text, to }: Addressed): OutboxEntry {
  return {
    outgoing: {
      message: { chatType, to, body: { type: "txt", fields: { msg: text } }, onlineOnly: false, syncDevice: false },
    },
    nodeId: "n1",
    flowMessage: { _msgid: JSON.stringify({ text, to }), payload: text, topic: "x".repeat(200) },
  };
}
