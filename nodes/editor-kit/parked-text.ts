import type { ParkedMessage } from "./outbox-contents";
import { sharedText } from "./shared-text";

/** The catalogue of the send node, which has the words for kinds of messages and of recipients. */
const sendTexts = "@chat-flows/node-red-agora-chat/send-message";

/** Of a long list the first few tell enough. */
const mostNames = 3;

/**
 * A message that was set aside, as people read it. What it says and whom it goes to may hold anything, so it is put there
 * as text and never through the catalogue.
 */
export function parkedText(
  _: Translate,
  message: ParkedMessage,
): { readonly title: JQuery; readonly body: readonly JQuery[] } {
  const { preview, state } = message;
  const title = $("<div>", { class: "agora-chat-parked-title" }).append(whom(_, message), takenIn(message));
  const icon = $("<i>", {
    class: `fa ${state === "uncertain" ? "fa-question-circle" : "fa-clock-o"}`,
    "aria-hidden": "true",
  });
  const why = $("<div>", { class: "agora-chat-parked-why" }).append(icon, $("<span>").text(whyText(_, message)));
  return { title, body: preview === "" ? [why] : [$("<div>").append($("<q>").text(preview)), why] };
}

function whom(_: Translate, { to, type, chatType }: ParkedMessage): JQuery {
  // Of a damaged one not even that can be read.
  if (to.length === 0) return $("<span>").text(_("outbox.unreadable"));
  const words = {
    kind: RED._(`${sendTexts}:node-label.type.${type}`),
    chatType: RED._(`${sendTexts}:option.chatType.${chatType}`),
  };
  const names = $("<bdi>").text(to.slice(0, mostNames).join(", "));
  const more = to.length > mostNames ? ` ${_("outbox.more", { more: to.length - mostNames })}` : "";
  return $("<span>").append(`${_("outbox.title", words)} `, names, more);
}

function takenIn({ acceptedAt }: ParkedMessage): JQuery {
  if (acceptedAt === 0) return $();
  const taken = new Date(acceptedAt);
  const format = new Intl.DateTimeFormat(RED.i18n.lang(), { dateStyle: "medium", timeStyle: "medium" });
  return $("<time>", { datetime: taken.toISOString() }).text(format.format(taken));
}

function whyText(_: Translate, { state, code }: ParkedMessage): string {
  if (state === "uncertain") return _("outbox.why.uncertain");
  const key = `outbox.why.${code}`;
  const text = _(key);
  if (text !== key) return text;
  // A key that is not in the catalogue comes back as it is: a message that ended in another way.
  const reason = sharedText(`status.${code}`);
  return _("outbox.why.other", { reason: reason.endsWith(`status.${code}`) ? code : reason });
}
