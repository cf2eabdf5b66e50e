import { outsideText } from "../element";
import { textOf } from "../fields";
import type { Message } from "../message";
import { webUrl } from "../safe-url";
import { outsideLink } from "./outside-link";

const onlyEmoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u;
/** More than a few emoji in a row are a text like any other. */
const mostLargeCharacters = 24;

/** A text: its line breaks kept, its web addresses links, larger when it is a few emoji. */
export function textContent(message: Message): HTMLElement {
  const text = textOf(message.body["msg"]);
  const large = text.length <= mostLargeCharacters && text.trim() !== "" && onlyEmoji.test(text);
  const made = outsideText("p", large ? "text large" : "text", "");
  made.append(...text.split(/(https?:\/\/[^\s<>"'“”，。；！？（）]+)/iu).map(linked));
  return made;
}

function linked(part: string): Node {
  // A full stop or bracket after an address belongs to the sentence.
  const [, address = "", rest = ""] = /^(https?:\/\/.*?)([.,;:!?)\]}]*)$/iu.exec(part) ?? [];
  const url = webUrl(address);
  if (url === undefined) return document.createTextNode(part);
  const fragment = document.createDocumentFragment();
  fragment.append(outsideLink("", url, address), rest);
  return fragment;
}
