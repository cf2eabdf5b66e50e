/** A line of the log: a day's heading where a new day begins, the sender's avatar, the bubble. */
import { avatar, takeHue } from "./avatar";
import { bubble } from "./bubble";
import { element, outsideText } from "./element";
import { isolated } from "./isolated";
import type { Message } from "./message";
import type { OwnFiles } from "./own-files";
import { sameDay, type Times } from "./times";
import type { Words } from "./words";

/** Draws a message with what leads up to it. */
export type MessageRow = (message: Message, lead: Lead) => HTMLElement;

/** What a message shows above its content: the day and the sender, the sender, or nothing new. */
export type Lead = "day" | "sender" | "none";

/** A sender's bubbles this close together are one group with one name. */
const groupMs = 5 * 60_000;

/** @param now The reader's clock, for "today". */
export function createMessageRow(words: Words, times: Times, files: OwnFiles, now: () => number): MessageRow {
  return (message, lead) => {
    const sender = lead === "none" ? undefined : senderLine(message, words);
    return element(
      "li",
      lead === "none" ? "row grouped" : "row",
      lead === "day" ? element("h3", "day", element("span", "", times.day(message.timestamp, now()))) : undefined,
      element("div", "line", avatar("users", message.from), bubble(message, sender, words, times, files)),
    );
  };
}

/** @param previous the message shown above it, if any */
export function leadOf(message: Message, previous: Message | undefined): Lead {
  if (!previous || !sameDay(message.timestamp, previous.timestamp)) return "day";
  const samePeople = message.from === previous.from && message.to === previous.to;
  const sameGroup = samePeople && Math.abs(message.timestamp - previous.timestamp) < groupMs;
  return sameGroup ? "none" : "sender";
}

/** On the phone on which it was written one sees to whom it goes, everywhere else who wrote it; the style sheet chooses. */
function senderLine({ chatType, from, to, said }: Message, words: Words): HTMLElement {
  const receiver = said && chatType === "users";
  const made = element(
    "span",
    "sender",
    outsideText("span", "sender-name", from),
    receiver ? element("span", "sender-to", words.writtenTo(isolated(to))) : undefined,
  );
  takeHue(made, from);
  return made;
}
