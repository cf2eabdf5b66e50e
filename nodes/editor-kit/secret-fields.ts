import type { Dialog } from "./dialog";
import { isEnvReference } from "./is-env-reference";
import { labelTypedInput } from "./label-typed-input";
import { sharedText } from "./shared-text";

const buttons = { eye: "show-secret", pencil: "replace-secret", times: "keep-secret" } as const;

/**
 * Turns the dialog's password inputs into Node-RED's credential inputs, which can show what is being typed. `${NAME}` is
 * no secret and is shown as it is.
 */
export function prepareSecrets(dialog: Dialog, names: readonly string[]): void {
  for (const name of names) {
    const input = dialog.input(name);
    input.typedInput({ types: ["cred"] });
    const widget = input.data("noderedTypedInput") as TypedInputWidget;
    labelTypedInput(dialog, input, widget, widget.uiSelect.find("button:has(.fa-pencil)"));
    for (const [icon, key] of Object.entries(buttons)) {
      const label = sharedText(`dialog.${key}`);
      const button = widget.uiSelect.find(`button:has(.fa-${icon})`);
      button.attr({ title: label, "aria-label": label, "aria-describedby": `${input.attr("id") ?? ""}-label` });
    }
    showReferences(widget.input);
  }
}

/**
 * Shows the name of the environment variable that a stored secret comes from in place of asterisks, and puts it into the
 * field when somebody wants to change it.
 */
export function showStoredReference(dialog: Dialog, name: string, variable: string): void {
  const input = dialog.input(name);
  const widget = input.data("noderedTypedInput") as TypedInputWidget;
  const stars = widget.uiSelect.find("div:has(> .fa-asterisk)");
  const reference = `\${${variable}}`;
  stars.addClass("agora-chat-reference").text(reference);
  widget.uiSelect.find("button:has(.fa-pencil)").on("click", () => {
    widget.input.val(reference).trigger("input").trigger("change");
  });
}

function showReferences(field: JQuery): void {
  let isShown = false;
  field.on("input change", () => {
    const isReference = isEnvReference(String(field.val()).trim());
    if (isReference === isShown) return;
    isShown = isReference;
    const element = field.get(0) as HTMLInputElement;
    const place = element.selectionStart;
    element.type = isReference ? "text" : "password";
    if (document.activeElement === element) element.setSelectionRange(place, place);
  });
  // A field that has become one of another type forgets that it was changed, and would not say so when it is left.
  field.on("blur", () => void field.trigger("change"));
}
