import { block } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import { optionsOf } from "./options-of";
import type { Row } from "./row";

/** One of several values, each worded by the catalogue's `option.<name>.<value>`. */
export function selectRow(name: string, values: readonly string[], options: FieldOptions = {}): Row {
  return fieldRow(name, options, ({ id, describedBy }) =>
    block("select", { id, "aria-describedby": describedBy }, ...optionsOf(name, values)),
  );
}
