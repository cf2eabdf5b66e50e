import { element } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import type { Row } from "./row";

/** What fields for text may have besides. */
export interface TextOptions {
  /** Shown while the field is empty, the same in every language. */
  readonly example?: string;
}

/** A plain text that is no prose, such as an address or an id: its spelling is not checked. */
export function textRow(name: string, options: FieldOptions & TextOptions = {}): Row {
  return fieldRow(name, options, ({ id, describedBy }) =>
    element("input", {
      type: "text",
      id,
      spellcheck: "false",
      placeholder: options.example,
      "aria-describedby": describedBy,
    }),
  );
}
