/** One conversation in the list: who, what came last and when, how many unread. */
import { avatar } from "./avatar";
import type { Conversation } from "./conversations";
import { button, element, outsideText } from "./element";
import type { Message } from "./message";
import { preview } from "./preview";
import type { Times } from "./times";
import type { Words } from "./words";

/** A row that can be drawn again. */
export interface ConversationRow {
  readonly element: HTMLElement;
  render(conversation: Conversation, open: boolean, nowMs: number): void;
  focus(): void;
}

/** A row for a conversation; who it is never changes, the rest comes with `render`. */
export function createConversationRow(
  { key, id, chatType }: Conversation,
  words: Words,
  times: Times,
  open: (key: string) => void,
): ConversationRow {
  const time = element("time", "");
  const last = outsideText("span", "preview", "");
  const count = element("span", "unread");
  const kind = element("span", `kind ${chatType}`, words.kind[chatType]);
  const press = button(
    "conversation",
    () => open(key),
    avatar(chatType, id),
    element("span", "conversation-top", outsideText("strong", "", id), kind, time),
    element("span", "conversation-bottom", last, count),
  );
  press.dataset["conversation"] = key;
  let drawn = "";

  /** On a phone it goes without saying who has written to it, but not what was written on it. */
  function lastLine(message: Message): string {
    const said = preview(message, words);
    return chatType === "users" && message.from !== id ? said : `${message.from}: ${said}`;
  }

  return {
    element: element("li", "", press),
    render(conversation, isOpen, nowMs) {
      const message = conversation.messages.at(-1);
      const moment = message ? times.short(message.timestamp, nowMs) : "";
      // Most rows are as they were; comparing texts is cheaper than touching the document.
      const state = [message?.id, message?.recalled, conversation.unread, isOpen, moment].join(" ");
      if (state === drawn) return;
      drawn = state;
      time.textContent = moment;
      last.textContent = message ? lastLine(message) : words.nothingYet;
      last.classList.toggle("recalled", message?.recalled === true);
      count.textContent = conversation.unread > 99 ? "99+" : String(conversation.unread);
      count.hidden = conversation.unread === 0;
      count.ariaLabel = words.unread(conversation.unread);
      press.setAttribute("aria-current", String(isOpen));
    },
    focus: () => press.focus({ preventScroll: true }),
  };
}
