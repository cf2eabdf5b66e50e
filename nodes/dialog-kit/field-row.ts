import type { Condition } from "./condition";
import { block, element } from "./element";
import type { Hint } from "./hint";
import { hint } from "./hint";
import type { Row } from "./row";

/** What every row with a field may have. */
export interface FieldOptions {
  /** Beside the label: a name of Font Awesome 4, without its `fa-`. Sections have none. */
  readonly icon?: string;
  /** The row is always shown without. */
  readonly when?: Condition;
  /** `true` is one line, the catalogue's `hint.<name>`. */
  readonly hint?: true | readonly Hint[];
}

/** What the kinds of rows differ in. */
export interface FieldLook {
  /** Added to the row's class. */
  readonly row?: string;
  /** Added to the class of what is beside the label. */
  readonly control?: string;
}

/** What a field carries so that its label and hints find it. */
export interface FieldMarks {
  readonly id: string;
  readonly describedBy: string | undefined;
}

/**
 * A row with its label, the catalogue's `label.<name>`, its field and the hints below.
 *
 * @param name of the saved property or credential
 * @param field gives the HTML of the field
 */
export function fieldRow(
  name: string,
  options: FieldOptions,
  field: (marks: FieldMarks) => string,
  look: FieldLook = {},
): Row {
  const hints = options.hint === true ? [hint(name)] : (options.hint ?? []);
  const describedBy = hints.find(({ id }) => id !== undefined)?.id;
  return (prefix) => {
    const id = `${prefix}-${name}`;
    return block(
      "div",
      { class: classes("form-row", look.row), "data-agora-chat-when": options.when },
      label(id, name, options.icon),
      block(
        "div",
        { class: classes("agora-chat-control", look.control) },
        field({ id, describedBy }),
        ...hints.map(({ html }) => html),
      ),
    );
  };
}

function label(id: string, name: string, icon: string | undefined): string {
  const text = { "data-i18n": `label.${name}` };
  if (icon === undefined) return element("label", { for: id, ...text });
  return element("label", { for: id }, element("i", { class: `fa fa-${icon}` }), " ", element("span", text));
}

function classes(...names: readonly (string | undefined)[]): string {
  return names.filter((name) => name !== undefined).join(" ");
}
