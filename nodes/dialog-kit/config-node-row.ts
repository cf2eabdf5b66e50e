import { element } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import type { Row } from "./row";

/** A config node to choose, of the type that the script's `defaults` name. Node-RED makes the list of it. */
export function configNodeRow(name: string, options: FieldOptions = {}): Row {
  return fieldRow(name, options, ({ id, describedBy }) =>
    element("input", { type: "text", id, style: "width: 100%", "aria-describedby": describedBy }),
  );
}
