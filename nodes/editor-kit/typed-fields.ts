import type { Dialog } from "./dialog";
import { sharedText } from "./shared-text";

/** How a typed field looks: what may be chosen, and an example for each kind of literal. */
export interface TypedField {
  readonly types: readonly TypedInputType[];
  readonly examples?: Readonly<Record<string, string>>;
}

/**
 * Turns inputs into Node-RED's typed inputs. An empty value is well whatever its type (it means "not given"; a field that
 * must be given says so by its own rule), and the visible parts carry the field's label, which Node-RED leaves on the
 * hidden input.
 */
export function prepareTypedFields(dialog: Dialog, fields: Readonly<Record<string, TypedField>>): void {
  for (const [property, field] of Object.entries(fields)) {
    const input = dialog.input(property);
    const typeField = `#${dialog.input(`${property}Type`).attr("id") ?? ""}`;
    input.typedInput({ types: field.types, typeField });
    const widget = input.data("noderedTypedInput") as TypedInputWidget;
    allowEmpty(widget);
    input.typedInput("validate");
    labelParts(dialog, input, widget);
    const showExample = (): void => {
      widget.input.attr("placeholder", field.examples?.[input.typedInput("type")] ?? "");
    };
    input.on("change", showExample);
    showExample();
  }
}

/** Turns the dialog's password inputs into Node-RED's credential inputs, which can show what is being typed. */
export function prepareSecrets(dialog: Dialog, names: readonly string[]): void {
  for (const name of names) {
    const input = dialog.input(name);
    input.typedInput({ types: ["cred"] });
    const widget = input.data("noderedTypedInput") as TypedInputWidget;
    labelParts(dialog, input, widget);
    for (const [icon, key] of Object.entries({ eye: "show-secret", pencil: "replace-secret", times: "keep-secret" })) {
      const label = sharedText(`dialog.${key}`);
      widget.uiSelect.find(`button:has(.fa-${icon})`).attr({ title: label, "aria-label": label });
    }
  }
}

function allowEmpty(widget: TypedInputWidget): void {
  for (const [type, definition] of Object.entries(widget.typeMap)) {
    const { validate } = definition;
    if (typeof validate !== "function") continue;
    // A copy: the definitions are shared by every typed input of the editor.
    widget.typeMap[type] = {
      ...definition,
      validate: (value, options) => value === "" || validate(value, options),
    };
  }
}

function labelParts(dialog: Dialog, input: JQuery, widget: TypedInputWidget): void {
  const id = input.attr("id") ?? "";
  const label = dialog.form.find(`label[for="${id}"]`).attr({ id: `${id}-label`, for: `${id}-value` });
  widget.input.attr({ id: `${id}-value`, "aria-labelledby": label.attr("id") ?? "" });
  const hint = input.attr("aria-describedby");
  if (hint !== undefined) widget.input.attr("aria-describedby", hint);
  for (const button of [widget.selectTrigger, widget.optionSelectTrigger]) {
    button.attr("aria-describedby", label.attr("id") ?? "");
  }
  widget.optionExpandButton.attr({
    "aria-label": sharedText("dialog.expand"),
    "aria-describedby": label.attr("id") ?? "",
  });
}
