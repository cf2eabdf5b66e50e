import type { Dialog } from "./dialog";
import { sharedText } from "./shared-text";
import { watchDialog } from "./watch-dialog";

/**
 * Makes the dialog's folded sections (`details` elements with a `data-agora-chat-section`) remember for this session
 * whether they are open, and say how many of their fields differ from the default.
 */
export function foldSections(dialog: Dialog): void {
  for (const section of dialog.form.find<HTMLDetailsElement>("details[data-agora-chat-section]").toArray()) {
    const memory = `agora-chat.open.${dialog.node.type}.${section.dataset["agoraChatSection"] ?? ""}`;
    section.open = sessionStorage.getItem(memory) === "true";
    section.addEventListener("toggle", () => sessionStorage.setItem(memory, String(section.open)));
    $(section)
      .children("summary")
      .on("click", () => showOpened(section));
    const count = $("<span>", { class: "agora-chat-count" }).appendTo($(section).children("summary"));
    watchDialog(dialog, () => {
      const changed = changedFields(dialog, section);
      count.text(changed > 0 ? sharedText("dialog.changed", { fields: changed }) : "");
    });
  }
}

/** What opens at the lower edge of the dialog would open out of sight. */
function showOpened(section: HTMLDetailsElement): void {
  // The click comes before what it does.
  requestAnimationFrame(() => {
    if (section.open) section.scrollIntoView({ block: "nearest" });
  });
}

function changedFields(dialog: Dialog, section: HTMLElement): number {
  return Object.entries(dialog.node._def.defaults).filter(([property, definition]) => {
    const input = dialog.input(property);
    if (input.closest(section).length === 0 || input.closest("[hidden]").length > 0) return false;
    // The type of a typed field is part of the field.
    if (property.endsWith("Type") && input.is("[type=hidden]") && dialog.input(property.slice(0, -4)).length > 0)
      return false;
    if (input.is("[type=checkbox]")) return input.prop("checked") !== definition.value;
    const value = input.val();
    return (value === "_ADD_" ? "" : String(value)) !== String(definition.value);
  }).length;
}
