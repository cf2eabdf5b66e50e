/** One message as a bubble: what was sent, what its `ext` says about the push, when, and all of it on request. */
import { content } from "./contents/content";
import { element, outsideText } from "./element";
import { icon, type IconName } from "./icon";
import type { Message } from "./message";
import type { OwnFiles } from "./own-files";
import { pushFacts } from "./push-facts";
import type { Times } from "./times";
import type { Words } from "./words";

/** @param sender The sender's name above the content, or `undefined` when the bubble before says it already. */
export function bubble(
  message: Message,
  sender: HTMLElement | undefined,
  words: Words,
  times: Times,
  files: OwnFiles,
): HTMLElement {
  const made = element(
    "article",
    "bubble",
    sender,
    content(message, words, files),
    message.recalled ? undefined : chips(message, words),
    details(message, words, times),
  );
  made.dataset["id"] = message.id;
  made.dataset["type"] = message.recalled ? "recalled" : message.type;
  return made;
}

function chips(message: Message, words: Words): HTMLElement | undefined {
  const facts = message.ext && pushFacts(message.ext);
  const made = [
    facts?.silent ? chip("bellOff", words.silentPush) : undefined,
    facts?.forced ? chip("bellRing", words.forcedPush) : undefined,
    facts && (facts.title || facts.content) ? pushChip(facts.title, facts.content, words) : undefined,
  ].filter((one) => one !== undefined);
  return made.length === 0 ? undefined : element("div", "chips", ...made);
}

function chip(name: IconName, text: string): HTMLElement {
  return element("span", "chip", icon(name), text);
}

function pushChip(title: string, text: string, words: Words): HTMLElement {
  return element(
    "span",
    "chip push",
    icon("bell"),
    element("span", "hidden", `${words.push}: `),
    outsideText("b", "", title),
    outsideText("span", "", text),
  );
}

function details(message: Message, words: Words, times: Times): HTMLElement {
  const time = element("time", "", times.clock(message.timestamp));
  time.dateTime = new Date(message.timestamp).toISOString();
  time.title = times.full(message.timestamp);
  const opener = element("span", "opener", icon("code"), element("span", "hidden", words.details));
  opener.title = words.details;
  const imported = message.imported ? element("span", "imported", words.imported) : undefined;
  if (imported) imported.title = words.importedWhy;
  const made = element("details", "", element("summary", "", imported, time, opener));
  // Written when it is first opened: nobody opens most of them.
  made.addEventListener("toggle", () => made.append(raw(message)), { once: true });
  return made;
}

function raw(message: Message): HTMLElement {
  const { body, ext, ...known } = message;
  // What was said is taken back here, too.
  const shown = message.recalled ? known : message;
  const made = element("pre", "", JSON.stringify(shown, undefined, 2));
  made.tabIndex = 0;
  return made;
}
