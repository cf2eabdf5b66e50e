/** Where one writes, at the foot of a conversation: Enter sends, Shift and Enter begin a new line. */
import type { Correspondents } from "./correspondents";
import type { Conversation } from "./conversations";
import { createDrafts, putBack, type Draft } from "./drafts";
import { element } from "./element";
import { icon } from "./icon";
import { isolated } from "./isolated";
import type { Message } from "./message";
import { createPersonChooser } from "./person-chooser";
import { bytesLeft, type Said, type Saying } from "./say";
import type { Words } from "./words";

/** The composer in the page; it keeps a text and a person for each conversation. */
export interface Composer {
  readonly element: HTMLElement;
  render(conversation: Conversation): void;
  /** Chooses who is written to on a phone, or who writes in a group or room. */
  choose(key: string, person: string): void;
  /** As whom is written in the conversation that is shown. */
  writer(): string;
  focus(): void;
}

/** What the composer needs from the page. */
export interface ComposerSources {
  readonly say: (saying: Saying) => Promise<Said>;
  readonly correspondents: (conversation: Conversation) => Correspondents;
  readonly isAway: () => boolean;
  /** It was accepted. */
  readonly said: (saying: Saying, message: Message | undefined) => void;
  /** Somebody else writes. */
  readonly changed: () => void;
}

/** From here on one sees how much room is left. */
const tightBytes = 600;
/** Nobody presses Enter twice in less. */
const justComposedMs = 60;

/** Nothing is shown until the first `render`. */
export function createComposer(words: Words, sources: ComposerSources): Composer {
  const draftOf = createDrafts();
  const chooser = createPersonChooser(words, { changed: choosePerson, done: () => input.focus() });
  const input = element("textarea", "");
  const send = element("button", "composer-send", icon("send"));
  const room = element("p", "composer-room");
  const trouble = element("p", "composer-trouble");
  const box = element("div", "composer-box", input, send);
  const made = element("form", "composer", trouble, chooser.element, box, room);
  let shown: Conversation | undefined;
  let grownFor: string | undefined;
  let composedAt = -Infinity;

  input.rows = 1;
  input.enterKeyHint = "send";
  input.setAttribute("aria-describedby", "composer-trouble composer-room");
  trouble.id = "composer-trouble";
  trouble.setAttribute("role", "alert");
  room.id = "composer-room";
  room.setAttribute("role", "status");
  send.ariaLabel = words.send;
  send.title = words.send;
  input.addEventListener("input", () => {
    if (!shown) return;
    const draft = draftOf(shown.key);
    draft.text = input.value;
    // Whoever writes in between must not become the one who gets this.
    draft.person ??= chooser.value();
    draw(shown);
  });
  input.addEventListener("compositionend", ({ timeStamp }) => {
    composedAt = timeStamp;
  });
  input.addEventListener("keydown", (event) => {
    // While characters are being composed, Enter chooses among them; Safari tells that it did only afterwards.
    const composing = event.isComposing || event.timeStamp - composedAt < justComposedMs;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    made.requestSubmit();
  });
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (shown) void submit(shown);
  });

  function choosePerson(person: string): void {
    if (!shown) return;
    Object.assign(draftOf(shown.key), { person, trouble: "" });
    draw(shown);
    sources.changed();
  }

  async function submit(conversation: Conversation): Promise<void> {
    const draft = draftOf(conversation.key);
    const saying = sayingOf(conversation, chooser.value(), draft.text);
    if (draft.text.trim() === "") input.focus();
    else if (draft.sending) draft.again = true;
    else if (chooser.value() === "") {
      draft.trouble = conversation.chatType === "users" ? words.whoReads : words.whoWrites;
      chooser.focus();
    } else if (bytesLeft(saying) >= 0) await trySaying(conversation.key, draft, saying);
    if (shown) draw(shown);
  }

  async function trySaying(key: string, draft: Draft, saying: Saying): Promise<void> {
    Object.assign(draft, { text: "", trouble: "", sending: true, again: false, person: chooser.value() });
    input.focus();
    if (shown) draw(shown);
    const said = await sources.say(saying);
    draft.sending = false;
    if (said.state === "said") sources.said(saying, said.message);
    else putBack(draft, saying.text, troubleOf(said));
    // Whoever has gone to another conversation meanwhile decides there what to do.
    if (draft.again && shown?.key === key) await submit(shown);
  }

  function troubleOf(said: Said): string {
    if (said.state === "refused") return words.refused(isolated(said.reason));
    if (said.state === "invalid") return words.notTaken(isolated(said.reason));
    return sources.isAway() ? words.notSentAway : words.notReached;
  }

  function draw(conversation: Conversation): void {
    shown = conversation;
    const draft = draftOf(conversation.key);
    const { people, usual } = sources.correspondents(conversation);
    const isPhone = conversation.chatType === "users";
    chooser.render(isPhone ? words.writeTo : words.writeAs, people, draft.person ?? usual);
    const writer = sayingOf(conversation, chooser.value(), "").from;
    input.placeholder = writer === "" ? words.message : words.messageAs(isolated(writer));
    input.ariaLabel = input.placeholder;
    if (input.value !== draft.text) input.value = draft.text;
    trouble.textContent = draft.trouble;
    input.ariaInvalid = String(draft.trouble !== "");
    made.ariaBusy = String(draft.sending);
    drawRoom(bytesLeft(sayingOf(conversation, chooser.value(), draft.text)));
    send.classList.toggle("idle", draft.text.trim() === "");
    grow();
  }

  function drawRoom(bytes: number): void {
    const text = bytes < 0 ? words.bytesOver(-bytes) : bytes < tightBytes ? words.bytesLeft(bytes) : "";
    if (room.textContent !== text) room.textContent = text;
    room.classList.toggle("over", bytes < 0);
  }

  /** As high as its text; the style sheet says how high at the most. */
  function grow(): void {
    if (grownFor === input.value || !made.offsetParent) return;
    grownFor = input.value;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  return {
    element: made,
    render: draw,
    choose(key, person) {
      draftOf(key).person = person;
    },
    writer: () => (shown ? sayingOf(shown, chooser.value(), "").from : ""),
    focus: () => input.focus({ preventScroll: true }),
  };
}

/** On a phone its owner writes; in a group or room the one who is chosen. */
function sayingOf({ chatType, id }: Conversation, person: string, text: string): Saying {
  return chatType === "users" ? { chatType, from: id, to: person, text } : { chatType, from: person, to: id, text };
}
