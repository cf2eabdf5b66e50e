/**
 * The bubbles of one conversation in a box that scrolls. Only the last few hundred are in the document; the box follows the
 * newest unless the reader has scrolled up.
 */
import type { Conversation } from "./conversations";
import { button, element } from "./element";
import { icon } from "./icon";
import type { Message } from "./message";
import type { MessageRow } from "./message-row";
import type { Words } from "./words";

/** The box and its content. */
export interface MessageLog {
  readonly element: HTMLElement;
  /** Shows a conversation from its end, or adds what has come to it since. */
  render(conversation: Conversation): void;
  /** Forgets what is shown. */
  clear(): void;
}

interface Row {
  readonly message: Message;
  readonly element: HTMLElement;
}

/** How many messages are shown at first, and by each "show earlier". */
const step = 300;
/** A few lines short of the end still count as being there. */
const nearEndPixels = 80;
/** More arrivals than this in one frame just appear. */
const mostAnimated = 8;

/** @param messageRow Draws a message, given the one before it. */
export function createMessageLog(words: Words, messageRow: MessageRow): MessageLog {
  const list = element("ol", "rows");
  const earlier = button("earlier", showEarlier);
  const inner = element("div", "log-inner", earlier, list);
  const box = element("div", "log", inner);
  const pill = button("pill", showNewest);
  let shown: Conversation | undefined;
  let rows: Row[] = [];
  let following = true;
  /** The last message the reader had before them at the end of the box. */
  let lastSeen: Message | undefined;

  box.tabIndex = 0;
  box.setAttribute("role", "log");
  // The page announces arrivals itself, a burst in one sentence.
  box.ariaLive = "off";
  box.ariaLabel = words.conversation;
  box.addEventListener("scroll", () => {
    following = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPixels;
    if (!following) return;
    if (rows.at(-1)?.message === shown?.messages.at(-1)) settle();
    else showNewest();
  });
  // Pictures that turn out unreachable, opened details and a turned phone change heights after the fact.
  const resizes = new ResizeObserver(() => {
    if (following) box.scrollTop = box.scrollHeight;
  });
  resizes.observe(box);
  resizes.observe(inner);

  function render(conversation: Conversation): void {
    const sameConversation = shown?.key === conversation.key;
    const last = rows.at(-1)?.message;
    shown = conversation;
    const lastIndex = last === undefined ? -1 : conversation.messages.lastIndexOf(last);
    if (!sameConversation) showNewest();
    else if (lastIndex === -1) redraw(conversation);
    else append(conversation, lastIndex + 1);
  }

  function append({ messages }: Conversation, from: number): void {
    const count = messages.length - from;
    if (count === 0) return;
    if (following && count > step) {
      showNewest();
      return;
    }
    // While somebody reads further up, the document must not grow without end: the rest waits for their return.
    if (following || rows.length + count <= 2 * step) add(messages, from, count <= mostAnimated);
    if (following && rows.length > 2 * step) dropFirst(rows.length - step);
    settle();
  }

  /** After a reconnect every message is a new object: the same stretch again, where the reader was. */
  function redraw({ messages }: Conversation): void {
    const first = messages.findIndex((message) => message.id === rows[0]?.message.id);
    if (following || first === -1) {
      showNewest();
      return;
    }
    const { scrollTop } = box;
    lastSeen = messages.find((message) => message.id === lastSeen?.id);
    fill(messages.slice(0, first + rows.length), first);
    box.scrollTop = scrollTop;
    settle();
  }

  function showNewest(): void {
    if (!shown) return;
    following = true;
    fill(shown.messages, Math.max(0, shown.messages.length - step));
    settle();
  }

  function showEarlier(): void {
    const messages = shown?.messages ?? [];
    const first = firstIndex(messages);
    const { scrollTop, scrollHeight } = box;
    following = false;
    fill(messages.slice(0, first + rows.length), Math.max(0, first - step));
    box.scrollTop = scrollTop + box.scrollHeight - scrollHeight;
    settle();
    box.focus({ preventScroll: true });
  }

  function fill(messages: readonly Message[], from: number): void {
    rows = [];
    list.replaceChildren();
    add(messages, from, false);
  }

  function add(messages: readonly Message[], from: number, arriving: boolean): void {
    const added = messages.slice(from).map((message, index) => {
      const row = messageRow(message, messages[from + index - 1]);
      row.classList.toggle("arriving", arriving);
      return { message, element: row };
    });
    rows.push(...added);
    list.append(...added.map((row) => row.element));
  }

  function dropFirst(count: number): void {
    for (const row of rows.splice(0, count)) row.element.remove();
    const first = rows.shift();
    if (!first) return;
    // The new first row needs its day and its sender again.
    const again = messageRow(first.message, undefined);
    first.element.replaceWith(again);
    rows.unshift({ message: first.message, element: again });
  }

  function firstIndex(messages: readonly Message[]): number {
    const first = rows[0]?.message;
    return first === undefined ? 0 : Math.max(0, messages.indexOf(first));
  }

  function settle(): void {
    const messages = shown?.messages ?? [];
    if (following) {
      lastSeen = messages.at(-1);
      box.scrollTop = box.scrollHeight;
    }
    const hidden = firstIndex(messages);
    earlier.hidden = hidden === 0;
    earlier.replaceChildren(words.showEarlier(Math.min(hidden, step)));
    const waiting = lastSeen === undefined ? 0 : messages.length - 1 - messages.lastIndexOf(lastSeen);
    pill.hidden = waiting === 0;
    pill.replaceChildren(icon("down"), words.newMessages(waiting));
  }

  return {
    element: element("div", "log-frame", box, pill),
    render,
    clear() {
      shown = undefined;
      lastSeen = undefined;
      rows = [];
      list.replaceChildren();
    },
  };
}
