import { element } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import type { Row } from "./row";

/** What amounts may have besides. */
export interface AmountOptions {
  /** Whether it may have a fraction, for the keys that a touch screen shows. */
  readonly decimal?: true;
  /** Shown while the field is empty: the catalogue's `placeholder.<key>`. */
  readonly placeholder?: string;
}

/**
 * A number and what it counts. The script checks it (`nodes/editor-kit/whole-number-rule.ts`) and saves it as a number
 * (`nodes/editor-kit/keep-numbers.ts`).
 *
 * @param unit the catalogue's `unit.<unit>`
 */
export function amountRow(name: string, unit: string, options: FieldOptions & AmountOptions = {}): Row {
  const { decimal, placeholder } = options;
  return fieldRow(
    name,
    options,
    ({ id, describedBy }) =>
      [
        element("input", {
          type: "text",
          inputmode: decimal ? "decimal" : "numeric",
          id,
          "data-i18n": placeholder === undefined ? undefined : `[placeholder]placeholder.${placeholder}`,
          "aria-describedby": describedBy,
        }),
        element("span", { "data-i18n": `unit.${unit}` }),
      ].join(""),
    { control: "agora-chat-amount" },
  );
}
