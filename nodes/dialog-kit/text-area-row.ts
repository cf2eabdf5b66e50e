import { element } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import type { Row } from "./row";
import type { TextOptions } from "./text-row";

/** A list of ids and the like, which may have several lines and grows with them. */
export function textAreaRow(name: string, options: FieldOptions & TextOptions = {}): Row {
  return fieldRow(name, options, ({ id, describedBy }) =>
    element("textarea", {
      id,
      rows: "1",
      spellcheck: "false",
      placeholder: options.example,
      "aria-describedby": describedBy,
    }),
  );
}
