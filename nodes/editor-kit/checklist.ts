import type { Dialog } from "./dialog";

/**
 * Shows the dialog's lists (`select` elements with `multiple`) as check boxes: few people know how to choose several
 * lines of a list. The list stays, out of sight: it is what Node-RED fills in and saves.
 */
export function prepareChecklists(dialog: Dialog): void {
  for (const select of dialog.form.find<HTMLSelectElement>("select[multiple]").toArray()) {
    const labelId = `${select.id}-label`;
    dialog.form.find(`label[for="${select.id}"]`).attr("id", labelId).removeAttr("for");
    const group = $("<div>", { class: "agora-chat-checklist", role: "group", "aria-labelledby": labelId });
    group.append([...select.options].map((option) => choice(select, option))).insertAfter(select);
  }
}

function choice(select: HTMLSelectElement, option: HTMLOptionElement): JQuery {
  const box = $<HTMLInputElement>("<input>", { type: "checkbox", value: option.value });
  box.prop("checked", option.selected).on("change", () => {
    option.selected = box.prop("checked") === true;
    $(select).trigger("change");
  });
  // Node-RED fills in the texts of a dialog only after this.
  const text = $("<span>", { "data-i18n": option.dataset["i18n"] ?? "" }).text(option.text);
  return $("<label>").append(box, text);
}
