/** A line of the log: a day's heading where a new day begins, the sender's avatar, the bubble. */
import { avatar, takeHue } from "./avatar";
import { bubble } from "./bubble";
import { element, outsideText } from "./element";
import type { Message } from "./message";
import { sameDay, type Times } from "./times";
import type { Words } from "./words";

/** Draws a message, given the one shown above it. */
export type MessageRow = (message: Message, previous: Message | undefined) => HTMLElement;

/** A sender's bubbles this close together are one group with one name. */
const groupMs = 5 * 60_000;

/** @param now The reader's clock, for "today". */
export function createMessageRow(words: Words, times: Times, now: () => number): MessageRow {
  return (message, previous) => {
    const newDay = !previous || !sameDay(message.timestamp, previous.timestamp);
    const grouped = !newDay && sameGroup(message, previous);
    const sender = grouped ? undefined : outsideText("span", "sender", message.from);
    if (sender) takeHue(sender, message.from);
    return element(
      "li",
      grouped ? "row grouped" : "row",
      newDay ? element("h3", "day", element("span", "", times.day(message.timestamp, now()))) : undefined,
      element("div", "line", avatar("users", message.from), bubble(message, sender, words, times)),
    );
  };
}

function sameGroup(message: Message, previous: Message): boolean {
  return message.from === previous.from && Math.abs(message.timestamp - previous.timestamp) < groupMs;
}
