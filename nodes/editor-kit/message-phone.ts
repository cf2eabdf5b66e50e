import { messageBubble, shown } from "./message-bubble";
import type { MessageContent } from "./message-content";
import { messageValue, piecesOf, wordsOf } from "./message-value";
import type { Piece, SavedFields } from "./message-value";
import { recipientIds } from "./recipient-ids";

/** Who the service says the message comes from where nobody else is named. */
const usualSender = [{ text: "admin" }];

/**
 * The recipient's phone: a push notification where one is worded, then the conversation with the message in it.
 *
 * @param allowed addresses of pictures that somebody asked for
 */
export function messagePhone(
  _: Translate,
  saved: SavedFields,
  content: MessageContent,
  allowed: Set<string>,
): readonly JQuery[] {
  const from = piecesOf(messageValue(saved, "from"));
  const sender = from.length > 0 ? from : usualSender;
  const group = groupOf(_, saved);
  const title = group ?? sender;
  const face = $("<span>", { class: "agora-chat-face", "aria-hidden": "true" });
  if (group === undefined) face.text(initial(sender));
  else face.append($("<i>", { class: "fa fa-users" }));
  const head = $("<div>", { class: "agora-chat-phone-head" }).append(face, shown(title));
  const talk = $("<div>", { class: "agora-chat-talk" });
  if (group !== undefined) talk.append($("<div>", { class: "agora-chat-aside" }).append(shown(sender)));
  talk.append(messageBubble(_, content, allowed));
  return [...notification(_, saved), head, talk];
}

function notification(_: Translate, saved: SavedFields): readonly JQuery[] {
  if (saved["silent"] === true) return [$("<div>", { class: "agora-chat-push-note" }).text(_("preview.silent"))];
  const title = piecesOf(messageValue(saved, "pushTitle"));
  const text = piecesOf(messageValue(saved, "pushContent"));
  if (title.length + text.length === 0) return [];
  const card = $("<div>", { class: "agora-chat-push", role: "group", "aria-label": _("preview.push") });
  const icon = $("<i>", { class: "fa fa-bell", "aria-hidden": "true" });
  const words = $("<div>").append($("<strong>").append(shown(title)), $("<div>").append(shown(text)));
  return [card.append(icon, words)];
}

/** The group or room in which the message appears; between two people the sender is all there is to say. */
function groupOf(_: Translate, saved: SavedFields): readonly Piece[] | undefined {
  const { chatType, chatTypeType = "pick" } = saved;
  if (chatTypeType !== "pick" || (chatType !== "chatgroups" && chatType !== "chatrooms")) return undefined;
  const to = messageValue(saved, "to");
  if (to.state === "later") return to.pieces;
  const value = to.state === "known" ? to.value : "";
  const [first = ""] = Array.isArray(value) ? value.map(wordsOf) : recipientIds(wordsOf(value));
  return [{ text: first === "" ? _(`option.chatType.${chatType}`) : first }];
}

function initial(pieces: readonly Piece[]): string {
  const [first] = pieces;
  if (first === undefined || "name" in first) return "?";
  return String.fromCodePoint(first.text.trim().codePointAt(0) ?? 63).toUpperCase();
}
