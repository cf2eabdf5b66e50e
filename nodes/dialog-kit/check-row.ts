import type { Condition } from "./condition";
import { block, element } from "./element";
import { spokenHint } from "./hint";
import type { Row } from "./row";

/** What a check box may have. */
export interface CheckOptions {
  /** The row is always shown without. */
  readonly when?: Condition;
}

/** Something to switch on, with a hint about what it does: the catalogue's `label.<name>` and `hint.<name>`. */
export function checkRow(name: string, { when }: CheckOptions = {}): Row {
  const hint = spokenHint(name);
  return (prefix) => {
    const id = `${prefix}-${name}`;
    return block(
      "div",
      { class: "form-row agora-chat-check", "data-agora-chat-when": when },
      block(
        "div",
        { class: "agora-chat-control" },
        element("input", { type: "checkbox", id, "aria-describedby": hint.id }),
        element("label", { for: id, "data-i18n": `label.${name}` }),
        hint.html,
      ),
    );
  };
}
