import { addStyle } from "./add-style";
import type { Dialog } from "./dialog";
import { addRecipients, recipientIds, removeRecipient, repeatedIds } from "./recipient-ids";
import { recipientItems } from "./recipient-items";
import { recipientStyle } from "./recipient-style";
import { textOf } from "./typed-label";

/** A typed input's kind of value; `export` makes what is saved of what stands in the field. */
interface Kind {
  readonly export?: (entry: string) => string;
}

/**
 * Makes a typed field for recipients a list while its type is text: what is saved stays one text, in which nothing changes
 * but what somebody adds or takes out; the field that is seen takes what is to be added.
 */
export function prepareRecipients(dialog: Dialog, property: string): void {
  const { _ } = dialog.node;
  const input = dialog.input(property);
  const widget = input.data("noderedTypedInput") as TypedInputWidget;
  const kinds = widget.typeMap as Record<string, Kind>;
  const entry = widget.input;
  addStyle("agora-chat-recipient-style", recipientStyle);
  const isList = (): boolean => input.typedInput("type") === "str";
  // The field in which Node-RED put it has one line, and lost what separates several.
  let text = isList() ? textOf(dialog.node[property]) : "";
  let otherText = isList() ? "" : String(entry.val());
  let wasList = false;

  const told = $("<div>", { class: "agora-chat-hint agora-chat-recipients-told", role: "status" });
  const items = recipientItems(_, entry, (place) => {
    const id = recipientIds(text)[place] ?? "";
    keep(removeRecipient(text, place));
    tell(_("recipients.removed", { id: id || _("recipients.gap") }));
  });
  entry.before(items.element);
  told.insertAfter(widget.uiSelect);

  const tell = (news = ""): void => {
    const ids = isList() ? recipientIds(text) : [];
    const different = new Set(ids.filter((id) => id !== "")).size;
    const repeated = repeatedIds(ids);
    const lines = [
      news,
      different > 1 ? _("recipients.count", { recipients: different }) : "",
      repeated.length > 0 ? _("recipients.repeated", { ids: repeated.join(", ") }) : "",
    ];
    told.text(lines.filter((line) => line !== "").join(" "));
  };
  const show = (): void => {
    items.show(isList() ? recipientIds(text) : []);
    widget.uiSelect.toggleClass("agora-chat-recipients", isList());
    tell();
  };
  function keep(next: string): void {
    text = next;
    show();
    // Tells the saved value, and everybody who looks at it.
    entry.trigger("change");
  }
  const take = (more: string): void => {
    const { text: next, repeated } = addRecipients(text, more);
    entry.val("");
    keep(next);
    if (repeated.length > 0) tell(_("recipients.repeated-now", { ids: repeated.join(", ") }));
  };

  // A copy: the definitions are shared by every typed input of the editor.
  kinds["str"] = { ...kinds["str"], export: (more) => addRecipients(text, more).text };
  // Node-RED carries what was written from one type to the next; a property's name is nobody's id, nor a list a property.
  input.on("typedinputtypechange", () => {
    if (isList() === wasList) return;
    wasList = isList();
    if (wasList) otherText = String(entry.val());
    entry.val(wasList ? "" : otherText);
    show();
  });
  entry.on("change", () => {
    if (isList() && String(entry.val()) !== "") take(String(entry.val()));
  });
  entry.on("keydown", (event) => {
    if (!isList()) return;
    const written = String(entry.val());
    if ([",", ";", "Enter"].includes(event.key) && !event.ctrlKey && !event.metaKey && written.trim() !== "") {
      event.preventDefault();
      take(written);
    } else if (["Backspace", "ArrowLeft"].includes(event.key) && written === "") {
      items.focusLast();
    }
  });
  entry.on("paste", (event) => {
    const pasted = (event.originalEvent as ClipboardEvent).clipboardData?.getData("text") ?? "";
    // A field of one line would lose what separates the lines.
    if (!isList() || !/[,;\n]/.test(pasted.trim())) return;
    event.preventDefault();
    take(`${String(entry.val())}\n${pasted}`);
  });
  wasList = isList();
  if (wasList) {
    entry.val("");
    input.val(text);
  }
  show();
}
