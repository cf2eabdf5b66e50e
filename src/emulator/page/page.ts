/** The emulator's start page: the conversations as they arrive. */
import { createAnnouncer } from "./announcer";
import { appCard } from "./app-card";
import { createAwayBanner } from "./away-banner";
import { createCallMeter } from "./call-meter";
import { createChatView } from "./chat-view";
import { chooseWords } from "./choose-words";
import { createConversationList } from "./conversation-list";
import { createConversations } from "./conversations";
import { eachFrame } from "./each-frame";
import { element } from "./element";
import { emptyView } from "./empty-view";
import { listenToEmulator } from "./event-stream";
import type { App } from "./message";
import { createMessageLog } from "./message-log";
import { createMessageRow } from "./message-row";
import { deletionText } from "./notice-line";
import { createOwnFiles } from "./own-files";
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

const announcer = createAnnouncer(words);
const files = createOwnFiles(() => app, location.href);
const log = createMessageLog(words, createMessageRow(words, times, files, now));
const chat = createChatView(words, log, closeChat);
const list = createConversationList(words, times, now, { open: openChat, changed: () => requestRender() });
/** One beside the title; one above the phone for when the title is out of sight. */
const connections = [element("span", ""), element("div", "")];
const banner = createAwayBanner(words, now);
const meter = createCallMeter(words);
const appPlace = element("div", "app-place");
const phone = element("main", "phone");
const requestRender = eachFrame(render);

document.documentElement.lang = words.language;
document.body.append(
  banner.element,
  element(
    "aside",
    "side",
    element("header", "side-header", element("h1", "", words.title), connections[0]),
    list.element,
    meter.element,
    appPlace,
  ),
  element("div", "stage", connections[1], phone),
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
    if (banner.shown()) announcer.say(words.isBack);
    banner.hide();
    // Drawn anew by the next render, with the app in it.
    phone.querySelector(".empty")?.remove();
    requestRender();
  },
  message(message) {
    conversations.add(message);
    announcer.arrived(message);
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
  connection(state) {
    for (const one of connections) {
      one.className = `connection ${state}`;
      one.setAttribute("role", "status");
      one.textContent = words.connection[state];
    }
  },
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
    if (!phone.querySelector(".empty")) show(emptyView(app, words));
  }
}

function show(screen: HTMLElement): void {
  if (screen.parentElement !== phone) phone.replaceChildren(screen);
}

function openChat(key: string): void {
  location.hash = key;
  if (!wide.matches) requestAnimationFrame(() => chat.focusBack());
}

function closeChat(): void {
  const key = location.hash.slice(1);
  location.hash = "";
  requestAnimationFrame(() => requestAnimationFrame(() => list.focus(key)));
}
