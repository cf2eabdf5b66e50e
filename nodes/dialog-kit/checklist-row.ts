import { block } from "./element";
import type { FieldOptions } from "./field-row";
import { fieldRow } from "./field-row";
import { optionsOf } from "./options-of";
import type { Row } from "./row";

/** What checklists may have besides. */
export interface ChecklistOptions {
  /** For words that need room: fewer of them beside one another. */
  readonly wide?: true;
}

/**
 * Any number of several values, each worded by the catalogue's `option.<name>.<value>`. The script shows the list as check
 * boxes (`nodes/editor-kit/checklist.ts`).
 */
export function checklistRow(
  name: string,
  values: readonly string[],
  options: FieldOptions & ChecklistOptions = {},
): Row {
  return fieldRow(
    name,
    options,
    ({ id, describedBy }) =>
      block("select", { id, multiple: true, "aria-describedby": describedBy }, ...optionsOf(name, values)),
    options.wide ? { row: "agora-chat-wide" } : {},
  );
}
