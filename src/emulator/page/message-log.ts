/**
 * The bubbles of one conversation in a box that scrolls. Only the last few hundred are in the document; the box follows the
 * newest unless the reader has scrolled up.
 */
import type { Conversation } from "./conversations";
import { button, element } from "./element";
import { icon } from "./icon";
import { lastIndex } from "./last-index";
import type { Message } from "./message";
import { leadOf, type Lead, type MessageRow } from "./message-row";
import { noticeLine } from "./notice-line";
import { placeChildren } from "./place-children";
import type { Words } from "./words";

/** The box and its content. */
export interface MessageLog {
  readonly element: HTMLElement;
  /**
   * Shows a conversation from its end, or what has changed in it since.
   *
   * @param viewer the user whose messages are on the own side
   */
  render(conversation: Conversation, viewer: string): void;
  /** Goes to the newest, and stays with what comes. */
  follow(): void;
  /** Forgets what is shown. */
  clear(): void;
}

interface Row {
  readonly message: Message;
  readonly lead: Lead;
  readonly element: HTMLElement;
  /** How many of the conversation's notices it shows below it. */
  notices: number;
}

/** How many messages are shown at first, and by each "show earlier". */
const step = 300;
/** A few lines short of the end still count as being there. */
const nearEndPixels = 80;
/** So many stay while they arrive at the end and nobody looks further up: each of them costs a little at every frame. */
const mostFollowing = 400;
/** More arrivals than this at once just appear: what moves costs a frame each sixtieth of a second. */
const mostAnimated = 2;

/** @param messageRow Draws a message. */
export function createMessageLog(words: Words, messageRow: MessageRow): MessageLog {
  const list = element("ol", "rows");
  const earlier = button("earlier", showEarlier);
  const inner = element("div", "log-inner", earlier, list);
  const box = element("div", "log", inner);
  const pill = button("pill", showNewest);
  let shown: Conversation | undefined;
  let viewer = "";
  let rows: readonly Row[] = [];
  let following = true;
  /** The last message the reader had before them at the end of the box. */
  let lastSeenId: string | undefined;

  box.tabIndex = 0;
  box.setAttribute("role", "log");
  // The page announces arrivals itself, a burst in one sentence.
  box.ariaLive = "off";
  box.ariaLabel = words.conversation;
  box.addEventListener("scroll", () => {
    following = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPixels;
    if (!following) return;
    if (rows.at(-1)?.message.id === shown?.messages.at(-1)?.id) settle();
    else showNewest();
  });
  // Pictures that turn out unreachable, opened details and a turned phone change heights after the fact.
  const resizes = new ResizeObserver(() => {
    if (following) box.scrollTop = box.scrollHeight;
  });
  resizes.observe(box);
  resizes.observe(inner);

  function render(conversation: Conversation, nextViewer: string): void {
    const sameConversation = shown?.key === conversation.key;
    shown = conversation;
    viewer = nextViewer;
    if (sameConversation) update(conversation.messages);
    else showNewest();
  }

  function update(messages: readonly Message[]): void {
    const firstRow = rows.find(({ message }) => indexOf(messages, message.id) !== -1);
    if (!firstRow) {
      showNewest();
      return;
    }
    const first = indexOf(messages, firstRow.message.id);
    // What was brought in from earlier days shows at once where everything is shown.
    const from = earlier.hidden && first <= step ? 0 : first;
    // While somebody reads further up, the document must not grow without end: the rest waits for their return.
    if (following) draw(messages.length - from > mostFollowing ? messages.length - step : from, messages.length, true);
    else if (messages.length - from <= 2 * step) keepPlace(() => draw(from, messages.length, true));
    else keepPlace(() => draw(from, indexOf(messages, rows.at(-1)?.message.id) + 1, false));
    settle();
  }

  function showNewest(): void {
    if (!shown) return;
    following = true;
    draw(Math.max(0, shown.messages.length - step), shown.messages.length, false);
    settle();
  }

  function showEarlier(): void {
    const messages = shown?.messages ?? [];
    const first = firstIndex(messages);
    following = false;
    keepPlace(() => draw(Math.max(0, first - step), first + rows.length, false));
    settle();
    box.focus({ preventScroll: true });
  }

  /** Draws the messages of a stretch anew that are new or have changed; the others keep their opened details and sounds. */
  function draw(from: number, to: number, arriving: boolean): void {
    const messages = shown?.messages.slice(from, to) ?? [];
    const known = new Map(rows.map((row) => [row.message.id, row]));
    const lastKnownId = rows.at(-1)?.message.id;
    rows = messages.map((message, index) => {
      const lead = leadOf(message, messages[index - 1]);
      const row = known.get(message.id);
      const unchanged = row?.lead === lead && row.message.recalled === message.recalled;
      return unchanged ? row : { message, lead, element: messageRow(message, lead), notices: 0 };
    });
    for (const row of rows) {
      row.element.classList.toggle("own", row.message.from === viewer);
      showNotices(row);
    }
    const added = rows.slice(rows.findIndex(({ message }) => message.id === lastKnownId) + 1);
    for (const row of added) row.element.classList.toggle("arriving", arriving && added.length <= mostAnimated);
    placeChildren(
      list,
      rows.map((row) => row.element),
    );
  }

  function showNotices(row: Row): void {
    const notices = shown?.notices.filter(({ afterId }) => afterId === row.message.id) ?? [];
    row.element.append(...notices.slice(row.notices).map((notice) => noticeLine(notice, words)));
    row.notices = notices.length;
  }

  /** What the reader has before them stays where it is while something changes above it. */
  function keepPlace(change: () => void): void {
    const anchor = rows.find(({ element: one }) => one.offsetTop + one.offsetHeight > box.scrollTop);
    const before = anchor?.element.offsetTop ?? 0;
    change();
    const after = rows.find(({ message }) => message.id === anchor?.message.id)?.element.offsetTop;
    if (after !== undefined) box.scrollTop += after - before;
  }

  function firstIndex(messages: readonly Message[]): number {
    return Math.max(0, indexOf(messages, rows[0]?.message.id));
  }

  function settle(): void {
    const messages = shown?.messages ?? [];
    if (following) {
      lastSeenId = messages.at(-1)?.id;
      box.scrollTop = box.scrollHeight;
    }
    const hidden = firstIndex(messages);
    earlier.hidden = hidden === 0;
    earlier.replaceChildren(words.showEarlier(Math.min(hidden, step)));
    const waiting = lastSeenId === undefined ? 0 : messages.length - 1 - indexOf(messages, lastSeenId);
    pill.hidden = waiting === 0;
    pill.replaceChildren(icon("down"), words.newMessages(waiting));
  }

  return {
    element: element("div", "log-frame", box, pill),
    render,
    follow: showNewest,
    clear() {
      shown = undefined;
      lastSeenId = undefined;
      rows = [];
      list.replaceChildren();
    },
  };
}

function indexOf(messages: readonly Message[], id: string | undefined): number {
  return id === undefined ? -1 : lastIndex(messages, (message) => message.id === id);
}
