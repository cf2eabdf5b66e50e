import { element } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import type { Row } from "./row";

/**
 * A value that may also come from the message, the context, an expression or the environment. What may be chosen, and
 * examples, are the script's (`nodes/editor-kit/typed-fields.ts`); the choice is saved as `<name>Type`.
 */
export function typedRow(name: string, options: FieldOptions = {}): Row {
  return fieldRow(name, options, ({ id, describedBy }) =>
    [
      element("input", { type: "text", id, style: "width: 100%", "aria-describedby": describedBy }),
      element("input", { type: "hidden", id: `${id}Type` }),
    ].join("\n"),
  );
}
