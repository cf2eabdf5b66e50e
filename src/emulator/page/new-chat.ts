/** Asks who writes to whom. */
import { button, element } from "./element";
import type { ChatType } from "./message";
import type { Words } from "./words";

/** Who writes, and to which user, group or room. */
export interface NewChat {
  readonly writer: string;
  readonly chatType: ChatType;
  readonly to: string;
}

/** What is known already. */
export interface NewChatSuggestions {
  readonly writer: string;
  readonly to: string;
  readonly writers: readonly string[];
  readonly receivers: Readonly<Record<ChatType, readonly string[]>>;
}

const chatTypes = ["users", "chatgroups", "chatrooms"] as const;

/** Opens the question in front of everything; Escape, "cancel" or a press beside it closes it, and nothing has begun. */
export function openNewChat(words: Words, suggestions: NewChatSuggestions, begin: (chat: NewChat) => void): void {
  const writer = nameField("new-chat-writer", suggestions.writer);
  const receiver = nameField("new-chat-receiver", suggestions.to);
  const receiverLabel = element("span", "");
  const kinds = chatTypes.map((chatType) => ({ chatType, radio: kindRadio(chatType) }));
  const title = element("h2", "", words.newChat);
  const form = element(
    "form",
    "",
    title,
    element("p", "", words.newChatWhat),
    element("label", "field", element("span", "", words.writer), writer.input, writer.known),
    element(
      "fieldset",
      "kinds",
      element("legend", "", words.receiver),
      element("div", "", ...kinds.map(({ chatType, radio }) => element("label", "", radio, words.kind[chatType]))),
    ),
    element("label", "field", receiverLabel, receiver.input, receiver.known),
    element(
      "div",
      "dialog-buttons",
      button("quiet-button", () => dialog.close(), words.cancel),
      element("button", "main-button", words.begin),
    ),
  );
  const dialog = element("dialog", "new-chat", form);

  title.id = "new-chat-title";
  dialog.setAttribute("aria-labelledby", title.id);
  writer.know(suggestions.writers);
  showKind();
  for (const { radio } of kinds) radio.addEventListener("change", showKind);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    begin({ writer: writer.input.value.trim(), chatType: chosenKind(), to: receiver.input.value.trim() });
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  writer.input.select();

  function chosenKind(): ChatType {
    return kinds.find(({ radio }) => radio.checked)?.chatType ?? "users";
  }

  function showKind(): void {
    const kind = chosenKind();
    const known = suggestions.receivers[kind];
    receiverLabel.textContent = words.receiverId[kind];
    receiver.know(known);
    receiver.input.value = kind === "users" ? suggestions.to : (known[0] ?? "");
  }
}

interface NameField {
  readonly input: HTMLInputElement;
  readonly known: HTMLElement;
  know(names: readonly string[]): void;
}

function nameField(id: string, value: string): NameField {
  const input = element("input", "");
  const known = element("datalist", "");
  known.id = id;
  input.setAttribute("list", id);
  input.value = value;
  input.required = true;
  input.pattern = ".*\\S.*";
  input.autocomplete = "off";
  input.spellcheck = false;
  return {
    input,
    known,
    know: (names) => known.replaceChildren(...names.map((name) => new Option("", name))),
  };
}

function kindRadio(chatType: ChatType): HTMLInputElement {
  const radio = element("input", "");
  radio.type = "radio";
  radio.name = "kind";
  radio.value = chatType;
  radio.checked = chatType === "users";
  return radio;
}
