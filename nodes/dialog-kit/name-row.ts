import { element } from "./element";
import { fieldRow } from "./field-row";
import type { Row } from "./row";

/** The node's name: the first row of every dialog. */
export function nameRow(): Row {
  return fieldRow("name", { icon: "tag" }, ({ id }) =>
    element("input", { type: "text", id, "data-i18n": "[placeholder]placeholder.name" }),
  );
}
