import { element } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import type { Row } from "./row";
import type { TextOptions } from "./text-row";

/** A credential that is not shown. While it is empty and there is no example it says that it is not set. */
export function secretRow(name: string, options: FieldOptions & TextOptions = {}): Row {
  const { example } = options;
  return fieldRow(name, options, ({ id, describedBy }) =>
    element("input", {
      type: "password",
      id,
      style: "width: 100%",
      placeholder: example,
      "data-i18n": example === undefined ? "[placeholder]placeholder.not-set" : undefined,
      "aria-describedby": describedBy,
    }),
  );
}
