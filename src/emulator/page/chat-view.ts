/** The phone: whose it is, what has arrived on it, and where one writes. */
import { avatar } from "./avatar";
import type { Composer } from "./composer";
import type { Conversation } from "./conversations";
import { button, element, outsideText } from "./element";
import { hearingNote } from "./hearing-note";
import { icon } from "./icon";
import type { MessageLog } from "./message-log";
import type { Words } from "./words";

/** The phone's screen. */
export interface ChatView {
  readonly element: HTMLElement;
  render(conversation: Conversation): void;
  /** @param heard whether anybody hears what is written here; `undefined`: nobody knows */
  setHeard(heard: boolean | undefined): void;
  /** Puts the keyboard on the way back, where there is one. */
  focusBack(): void;
}

/** @param back Leaves the conversation; its button shows where list and phone do not fit beside each other. */
export function createChatView(words: Words, log: MessageLog, composer: Composer, back: () => void): ChatView {
  const backButton = button("back", back, icon("back"));
  backButton.ariaLabel = words.back;
  const title = element("div", "chat-title");
  const subtitle = element("span", "chat-subtitle");
  const beginning = element("p", "beginning", words.beginning);
  const note = hearingNote(words);
  let shownKey: string | undefined;
  return {
    element: element(
      "section",
      "chat",
      element("header", "chat-header", backButton, title),
      beginning,
      log.element,
      element("footer", "chat-foot", composer.element, note),
    ),
    render(conversation) {
      if (conversation.key !== shownKey) {
        shownKey = conversation.key;
        const names = element("span", "chat-names", outsideText("h2", "", conversation.id), subtitle);
        title.replaceChildren(avatar(conversation.chatType, conversation.id), names);
      }
      subtitle.textContent = `${words.kind[conversation.chatType]} · ${words.messages(conversation.messages.length)}`;
      beginning.hidden = conversation.messages.length > 0;
      composer.render(conversation);
      log.render(conversation, composer.writer());
    },
    setHeard(heard) {
      note.hidden = heard !== false;
    },
    focusBack: () => backButton.focus({ preventScroll: true }),
  };
}
