import type { Dialog } from "./dialog";
import { labelTypedInput } from "./label-typed-input";

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
    labelTypedInput(dialog, input, widget);
    const showExample = (): void => {
      widget.input.attr("placeholder", field.examples?.[input.typedInput("type")] ?? "");
    };
    input.on("change", showExample);
    showExample();
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
