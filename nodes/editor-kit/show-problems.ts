import type { Dialog } from "./dialog";
import { isEnvReference } from "./is-env-reference";
import { watchDialog } from "./watch-dialog";

/**
 * Writes what is wrong with a field under it, where Node-RED only reddens its border, and unfolds its section; screen
 * readers say it with the field, and its hint. In the dialog of a node that is just being made, an empty field is not
 * called missing before it has been visited.
 */
export function showProblems(dialog: Dialog): void {
  const { node } = dialog;
  const isNew = !RED.nodes.node(node.id);
  const visited = new Set<string>();
  for (const [property, validate] of validators(node)) {
    const input = dialog.input(property);
    const control = input.closest(".agora-chat-control");
    if (control.length === 0) continue;
    const id = `agora-chat-problem-${property}`;
    const line = $("<div>", { class: "agora-chat-problem", id });
    const hints = control.find(".agora-chat-hint");
    hints.each((index, hint) => void $(hint).attr("id", `agora-chat-hint-${property}-${index}`));
    if (hints.length > 0) line.insertBefore(hints.first());
    else line.appendTo(control);
    control.on("focusout", () => visited.add(property));
    watchDialog(dialog, () => {
      const value = input.val();
      const problem = problemWith(node, validate, value);
      const isQuiet = isNew && !visited.has(property) && (value === "" || value === "_ADD_");
      const text = problem === undefined || isQuiet ? "" : problem;
      // A problem that has just come up may be one of a field that nobody sees, caused by another field.
      if (text !== "" && line.text() === "") line.parents("details").prop("open", true);
      line.text(text);
      const visible = visiblePart(input, control);
      const heard = [
        id,
        ...hints
          .not("[hidden]")
          .get()
          .map((hint) => hint.id),
      ];
      visible.attr("aria-describedby", heard.join(" "));
      // Groups of check boxes and buttons have no such state.
      visible.filter("input, select, textarea").attr("aria-invalid", String(problem !== undefined));
    });
  }
}

/** What people meet in place of an input that Node-RED or we keep out of sight. */
function visiblePart(input: JQuery, control: JQuery): JQuery {
  if (input.is("select[multiple]")) return control.find(".agora-chat-checklist");
  return input.is("[type=hidden]")
    ? control.find(".red-ui-typedInput-input, .red-ui-typedInput-option-trigger")
    : input;
}

function validators(node: EditorNode): readonly (readonly [string, Validate])[] {
  const definitions = { ...node._def.defaults, ...node._def.credentials };
  return Object.entries(definitions).flatMap(([property, { validate }]) =>
    validate === undefined ? [] : [[property, validate] as const],
  );
}

function problemWith(node: EditorNode, validate: Validate, value: unknown): string | undefined {
  // Node-RED holds a reference to a variable for valid before it asks a validator; so do we.
  if (typeof value === "string" && isEnvReference(value)) return undefined;
  const verdict = validate.call(node, value, {});
  return typeof verdict === "string" ? verdict : undefined;
}
