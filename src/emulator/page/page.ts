/** The emulator's start page: the conversations as they arrive, and a way to take part in them. */
import { createAnnouncer } from "./announcer";
import { appCard } from "./app-card";
import { createAwayBanner } from "./away-banner";
import { createCallMeter } from "./call-meter";
import { createChatView } from "./chat-view";
import { chooseWords } from "./choose-words";
import { createComposer } from "./composer";
import { createConnectionSigns } from "./connection-signs";
import { createConversationList } from "./conversation-list";
import { createConversations } from "./conversations";
import { correspondents } from "./correspondents";
import { eachFrame } from "./each-frame";
import { button, element } from "./element";
import { emptyView } from "./empty-view";
import { listenToEmulator } from "./event-stream";
import { icon } from "./icon";
import type { App } from "./message";
import { createMessageLog } from "./message-log";
import { createMessageRow } from "./message-row";
import { openNewChat, type NewChat } from "./new-chat";
import { deletionText } from "./notice-line";
import { createOwnFiles } from "./own-files";
import { say } from "./say";
import { suggestNewChat } from "./suggest-new-chat";
import { createTimes } from "./times";

const maximumMessages = 20_000;
/** "Today" becomes "yesterday" on a page that stays open. */
const redrawMs = 60_000;

const words = chooseWords(navigator.languages);
const times = createTimes(words.language, words);
const now = (): number => Date.now();
const conversations = createConversations(maximumMessages);
/** List and phone beside each other; the style sheet has the same width. */
const wide = matchMedia("(min-width: 800px)");
let app: App | undefined;
let session = "";
/** As whom something was written last. */
let lastWriter: string | undefined;

const announcer = createAnnouncer(words);
const files = createOwnFiles(() => app, location.href);
const log = createMessageLog(words, createMessageRow(words, times, files, now));
const composer = createComposer(words, {
  say,
  correspondents: (conversation) => correspondents(conversation, { last: lastWriter, phones: phones() }),
  isAway: () => banner.shown(),
  said({ from }, message) {
    lastWriter = from;
    // It comes with the stream, too, which may be broken just now.
    if (message) conversations.add(message);
    requestRender();
    announcer.say(words.sent);
    log.follow();
  },
  changed: () => requestRender(),
});
const chat = createChatView(words, log, composer, closeChat);
const list = createConversationList(words, times, now, { open: openChat, changed: () => requestRender() });
const signs = createConnectionSigns(words);
const newChat = button("new-chat-button", askForChat, icon("newChat"));
const banner = createAwayBanner(words, now);
const meter = createCallMeter(words);
const appPlace = element("div", "app-place");
const phone = element("main", "phone");
const requestRender = eachFrame(render);

document.documentElement.lang = words.language;
newChat.ariaLabel = words.newChat;
newChat.title = words.newChat;
document.body.append(
  banner.element,
  element(
    "aside",
    "side",
    element("header", "side-header", element("h1", "", words.title), signs.besideTitle, newChat),
    list.element,
    meter.element,
    appPlace,
  ),
  element("div", "stage", signs.abovePhone, phone),
  announcer.element,
);

listenToEmulator("/events", {
  snapshot(snapshot) {
    app = snapshot.app;
    appPlace.replaceChildren(appCard(app, words));
    // After an outage what was shown is still true, and may be more than a snapshot holds.
    if (session !== "" && session === snapshot.session) conversations.catchUp(snapshot.messages);
    else conversations.replaceAll(snapshot.messages);
    session = snapshot.session;
    meter.setLimit(snapshot.limit);
    chat.setHeard(snapshot.heard);
    if (banner.shown()) announcer.say(words.isBack);
    banner.hide();
    // Drawn anew by the next render, with the app in it.
    phone.querySelector(".empty")?.remove();
    requestRender();
  },
  message(message) {
    conversations.add(message);
    // Those who write are told by the composer.
    if (!message.said) announcer.arrived(message);
    requestRender();
  },
  recalled(id) {
    const message = conversations.recall(id);
    if (!message) return;
    announcer.say(words.wasRecalled(message.to, message.from));
    requestRender();
  },
  deleted(deletion) {
    conversations.noteDeletion(deletion);
    announcer.say(deletionText(deletion, words));
    requestRender();
  },
  reset(next) {
    session = next;
    conversations.clear();
    requestRender();
  },
  away(ms) {
    banner.show(ms);
    announcer.say(words.away(ms === undefined ? undefined : Math.ceil(ms / 1000)));
  },
  counts: (counts) => meter.show(counts),
  connection: (state) => signs.show(state),
});
addEventListener("hashchange", requestRender);
document.addEventListener("visibilitychange", requestRender);
wide.addEventListener("change", requestRender);
setInterval(requestRender, redrawMs);
requestRender();

function render(): void {
  const all = conversations.newestFirst();
  const first = all[0];
  let open = conversations.get(location.hash.slice(1));
  if (!open && first && wide.matches) {
    history.replaceState(undefined, "", `#${first.key}`);
    open = first;
  }
  // What arrives behind another tab has not been read.
  if (open && !document.hidden) conversations.markRead(open.key);
  const unread = conversations.unread();
  document.title = unread > 0 ? `(${unread}) ${words.title}` : words.title;
  document.body.classList.toggle("chat-open", open !== undefined);
  document.body.classList.toggle("nothing-yet", all.length === 0);
  list.render(all, open?.key);
  if (open) {
    show(chat.element);
    chat.render(open);
  } else {
    log.clear();
    if (!phone.querySelector(".empty")) show(emptyView(app, words, askForChat));
  }
}

function show(screen: HTMLElement): void {
  if (screen.parentElement !== phone) phone.replaceChildren(screen);
}

function openChat(key: string): void {
  location.hash = key;
  // At once: what is typed next must not go into the conversation before.
  render();
  if (!wide.matches) requestAnimationFrame(() => chat.focusBack());
}

function closeChat(): void {
  const key = location.hash.slice(1);
  location.hash = "";
  requestAnimationFrame(() => requestAnimationFrame(() => list.focus(key)));
}

function phones(): readonly string[] {
  return conversations
    .newestFirst()
    .filter(({ chatType }) => chatType === "users")
    .map(({ id }) => id);
}

function askForChat(): void {
  openNewChat(words, suggestNewChat(conversations.newestFirst(), lastWriter), beginChat);
}

/** A user's conversation is on the phone of the one who writes. */
function beginChat({ writer, chatType, to }: NewChat): void {
  const isPhone = chatType === "users";
  const key = conversations.begin(chatType, isPhone ? writer : to);
  composer.choose(key, isPhone ? to : writer);
  lastWriter = writer;
  location.hash = key;
  // At once, so that the keyboard finds its place.
  render();
  composer.focus();
}
