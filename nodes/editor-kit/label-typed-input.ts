import type { Dialog } from "./dialog";
import { sharedText } from "./shared-text";
import { watchDialog } from "./watch-dialog";

/**
 * Gives the visible parts of a typed input the field's label and hint, which Node-RED leaves on the hidden input. A click
 * on the label leads to the part that is there now.
 *
 * @param button what there is besides while there is neither a field nor a choice
 */
export function labelTypedInput(dialog: Dialog, input: JQuery, widget: TypedInputWidget, button = $()): void {
  const id = input.attr("id") ?? "";
  const labelId = `${id}-label`;
  const label = dialog.form.find(`label[for="${id}"]`).attr("id", labelId);
  widget.input.attr({ id: `${id}-value`, "aria-labelledby": labelId });
  const hint = input.attr("aria-describedby");
  if (hint !== undefined) widget.input.attr("aria-describedby", hint);
  widget.selectTrigger.attr("aria-describedby", labelId);
  // Its own text is what is chosen.
  widget.optionSelectTrigger.attr({ id: `${id}-choice`, "aria-labelledby": `${labelId} ${id}-choice` });
  widget.optionExpandButton.attr({ "aria-label": sharedText("dialog.expand"), "aria-describedby": labelId });
  button.attr({ id: `${id}-button`, "aria-describedby": labelId });
  const parts = [widget.input, widget.optionSelectTrigger, button];
  watchDialog(dialog, () => {
    const there = parts.find((part) => !isTakenAway(part) && !isTakenAway(part.parent()));
    label.attr("for", there?.attr("id") ?? `${id}-value`);
  });
}

/** By itself: what is in a folded section is there, too. */
function isTakenAway(part: JQuery): boolean {
  const element = part.get(0);
  return element === undefined || element.style.display === "none";
}
