/** The phone: whose it is, and what has arrived on it. */
import { avatar } from "./avatar";
import type { Conversation } from "./conversations";
import { button, element, outsideText } from "./element";
import { icon } from "./icon";
import type { MessageLog } from "./message-log";
import type { Words } from "./words";

/** The phone's screen. */
export interface ChatView {
  readonly element: HTMLElement;
  render(conversation: Conversation): void;
  /** Puts the keyboard on the way back, where there is one. */
  focusBack(): void;
}

/** @param back Leaves the conversation; its button shows where list and phone do not fit beside each other. */
export function createChatView(words: Words, log: MessageLog, back: () => void): ChatView {
  const backButton = button("back", back, icon("back"));
  backButton.ariaLabel = words.back;
  const title = element("div", "chat-title");
  const subtitle = element("span", "chat-subtitle");
  let shownKey: string | undefined;
  return {
    element: element("section", "chat", element("header", "chat-header", backButton, title), log.element),
    render(conversation) {
      if (conversation.key !== shownKey) {
        shownKey = conversation.key;
        const names = element("span", "chat-names", outsideText("h2", "", conversation.id), subtitle);
        title.replaceChildren(avatar(conversation.chatType, conversation.id), names);
      }
      subtitle.textContent = `${words.kind[conversation.chatType]} · ${words.messages(conversation.messages.length)}`;
      log.render(conversation);
    },
    focusBack: () => backButton.focus({ preventScroll: true }),
  };
}
