import type { Dialog } from "./dialog";
import { openSectionsWithProblems } from "./fold-sections";
import { isEnvReference } from "./is-env-reference";
import { watchDialog } from "./watch-dialog";

/**
 * Writes what is wrong with a field under it, where Node-RED only reddens its border. In the dialog of a node that is
 * just being made, an empty field is not called missing before it has been visited.
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
    const hint = control.find(".agora-chat-hint").first();
    if (hint.length > 0) line.insertBefore(hint);
    else line.appendTo(control);
    control.on("focusout", () => visited.add(property));
    watchDialog(dialog, () => {
      const value = input.val();
      const problem = problemWith(node, validate, value);
      const isQuiet = isNew && !visited.has(property) && (value === "" || value === "_ADD_");
      line.text(problem === undefined || isQuiet ? "" : problem);
      const visible = input.is("[type=hidden]") ? control.find(".red-ui-typedInput-input") : dialog.input(property);
      visible.attr("aria-describedby", id).attr("aria-invalid", String(problem !== undefined));
    });
  }
  openSectionsWithProblems(dialog);
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
