/** All conversations as a list of buttons, the latest first. */
import { createConversationRow, type ConversationRow } from "./conversation-row";
import type { Conversation } from "./conversations";
import { button, element } from "./element";
import { icon } from "./icon";
import { placeChildren } from "./place-children";
import type { Times } from "./times";
import type { Words } from "./words";

/** The list with its filter. */
export interface ConversationList {
  readonly element: HTMLElement;
  render(conversations: readonly Conversation[], openKey: string | undefined): void;
  /** Puts the keyboard on a conversation's row, if it is shown. */
  focus(key: string): void;
}

/** What the list tells the page. */
export interface ConversationListEvents {
  /** Somebody chose a conversation. */
  readonly open: (key: string) => void;
  /** Filter or length have changed: render again. */
  readonly changed: () => void;
}

/** How many rows are in the document at first, and by each "show more". */
const step = 200;
/** Fewer conversations than this need no filter. */
const fewConversations = 10;

/** @param now The reader's clock, for "today". */
export function createConversationList(
  words: Words,
  times: Times,
  now: () => number,
  events: ConversationListEvents,
): ConversationList {
  const rows = new Map<string, ConversationRow>();
  const list = element("ul", "conversations");
  const input = element("input", "");
  const filter = element("label", "filter", icon("search"), input);
  const nothing = element("p", "nothing", words.nothingFound);
  let limit = step;
  const more = button("more", () => {
    limit += step;
    events.changed();
  });
  input.type = "search";
  input.placeholder = words.filter;
  input.ariaLabel = words.filter;
  input.addEventListener("input", () => {
    limit = step;
    events.changed();
  });
  list.ariaLabel = words.chats;
  list.addEventListener("keydown", moveFocus);

  function moveFocus(event: KeyboardEvent): void {
    const buttons = [...list.querySelectorAll("button")];
    const index = buttons.findIndex((one) => one === document.activeElement);
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    buttons[Math.min(Math.max(target, 0), buttons.length - 1)]?.focus();
  }

  function forgetOthers(conversations: readonly Conversation[]): void {
    const keys = new Set(conversations.map(({ key }) => key));
    for (const key of rows.keys()) if (!keys.has(key)) rows.delete(key);
  }

  return {
    element: element("nav", "list", filter, element("div", "list-scroll", list, nothing, more)),
    render(conversations, openKey) {
      const wanted = input.value.trim().toLowerCase();
      const matching = wanted ? conversations.filter(({ id }) => id.toLowerCase().includes(wanted)) : conversations;
      const visible = matching.slice(0, limit);
      filter.hidden = conversations.length < fewConversations && wanted === "";
      nothing.hidden = matching.length > 0 || wanted === "";
      more.hidden = matching.length <= limit;
      more.replaceChildren(words.moreChats(Math.min(step, matching.length - limit)));
      const elements = visible.map((conversation) => {
        const row = rows.get(conversation.key) ?? createConversationRow(conversation, words, times, events.open);
        rows.set(conversation.key, row);
        row.render(conversation, conversation.key === openKey, now());
        return row.element;
      });
      placeChildren(list, elements);
      if (rows.size > conversations.length) forgetOthers(conversations);
    },
    focus: (key) => rows.get(key)?.focus(),
  };
}
