import { parseAppKey } from "../../src/client/app-key";
import { parseBaseUrl } from "../../src/client/base-url";
import { addStyle } from "./add-style";
import { currentValue } from "./current-value";
import type { Dialog } from "./dialog";
import { messageContent } from "./message-content";
import { messageMeter } from "./message-meter";
import { messagePhone } from "./message-phone";
import { messageRequest } from "./message-request";
import type { KnownApp } from "./message-request";
import type { SavedFields } from "./message-value";
import { messageStyle } from "./message-style";
import { watchDialog } from "./watch-dialog";

/**
 * Shows the message as the phone will, and how large it is, as it is being written.
 *
 * @param place an empty element
 */
export function previewMessage(dialog: Dialog, place: JQuery): void {
  const { _ } = dialog.node;
  addStyle("agora-chat-message-style", messageStyle);
  const heading = $("<span>", { class: "agora-chat-preview-label", id: "agora-chat-preview-label" });
  heading.append(
    $("<i>", { class: "fa fa-mobile", "aria-hidden": "true" }),
    " ",
    $("<span>").text(_("preview.heading")),
  );
  const phone = $("<div>", { class: "agora-chat-phone", role: "group", "aria-labelledby": "agora-chat-preview-label" });
  const meter = messageMeter(_);
  const control = $("<div>", { class: "agora-chat-control" }).append(phone, meter.element);
  place.addClass("form-row").append(heading, control);

  const allowed = new Set<string>();
  let before = "";
  watchDialog(dialog, () => {
    const saved = savedFields(dialog);
    const now = JSON.stringify([saved, appOf(dialog)]);
    // A picture that is being looked at stays; so does the focus.
    if (now === before) return;
    before = now;
    const { body, bytes, isWhole } = messageRequest(saved, appOf(dialog));
    phone.empty().append(...messagePhone(_, saved, messageContent(saved, body), allowed));
    for (const bubble of phone.find(".agora-chat-bubble").toArray()) {
      // A long message is scrolled, with the keyboard, too.
      if (bubble.scrollHeight > bubble.clientHeight + 1) bubble.tabIndex = 0;
    }
    meter.show(bytes, isWhole);
  });
  dialog.onClose(() => meter.end());
}

/** What would be saved now. */
function savedFields(dialog: Dialog): SavedFields {
  const { node } = dialog;
  return Object.fromEntries(
    Object.keys(node._def.defaults).map((property) => {
      const field = dialog.input(property);
      if (field.length === 0) return [property, node[property]];
      return [property, field.is("[type=checkbox]") ? field.prop("checked") === true : field.val()];
    }),
  );
}

function appOf({ node }: Dialog): KnownApp {
  const app = RED.nodes.node(currentValue(node, "app"));
  const base = parseBaseUrl(textOf(app?.["host"])) ?? "https://a61.chat.agora.io";
  const { orgName, appName } = parseAppKey(textOf(app?.["appKey"])) ?? { orgName: "org", appName: "app" };
  return {
    dialect: app?.["dialect"] === "legacy" ? "legacy" : "current",
    filesUrl: `${base}/${orgName}/${appName}/chatfiles`,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
