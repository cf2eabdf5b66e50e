import { storedSecret } from "./credential";
import type { Dialog } from "./dialog";
import { isEnvReference } from "./is-env-reference";
import { showStoredReference } from "./secret-fields";
import { sharedText } from "./shared-text";
import { watchDialog } from "./watch-dialog";

/** What the server says of the fields that are `${NAME}`; `null`: nobody knows. */
type Variables = Readonly<Record<string, { readonly name: string; readonly isSet: boolean | null }>>;

/** Nobody asks while somebody types, milliseconds. */
const pauseMs = 400;

/**
 * Says under each field that names an environment variable if that variable is not set, and of a stored secret which
 * variable it comes from. To be called before {@link showProblems}, so that it is said with the field.
 */
export function showVariables(dialog: Dialog): void {
  const { node } = dialog;
  const names = Object.keys({ ...node._def.defaults, ...node._def.credentials });
  const lines = new Map(names.map((name) => [name, lineOf(dialog, name)]));
  let asked = "{}";
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;

  const show = (variables: Variables): void => {
    for (const [name, line] of lines) {
      const { name: variable = "", isSet } = variables[name] ?? {};
      line.text(isSet === false ? sharedText("problem.env-unset", { name: variable }) : "");
    }
    for (const [name, { name: variable }] of Object.entries(variables)) {
      if (isFirst && dialog.input(name).val() === storedSecret) showStoredReference(dialog, name, variable);
    }
    isFirst = false;
  };
  const ask = (): void => {
    const fields = asked;
    const data = `{"id":${JSON.stringify(node.id)},"fields":${fields}}`;
    // A server that does not know, or does not want to say: then nothing is said.
    void $.ajax({
      url: "agora-chat/variables",
      method: "POST",
      contentType: "application/json",
      dataType: "json",
      data,
    }).done((variables: Variables) => {
      if (fields === asked) show(variables);
    });
  };

  watchDialog(dialog, () => {
    const fields = JSON.stringify(references(dialog, names));
    if (fields === asked) return;
    asked = fields;
    clearTimeout(pause);
    if (fields === "{}") show({});
    else pause = setTimeout(ask, isFirst ? 0 : pauseMs);
  });
  dialog.onClose(() => clearTimeout(pause));
}

function lineOf(dialog: Dialog, name: string): JQuery {
  const line = $("<div>", { class: "agora-chat-hint agora-chat-warning agora-chat-variable", role: "status" });
  return line.appendTo(dialog.input(name).closest(".agora-chat-control"));
}

/** The fields that are `${NAME}`, or may be so on the server. */
function references(dialog: Dialog, names: readonly string[]): Readonly<Record<string, string>> {
  const values = names.map((name) => [name, String(dialog.input(name).val() ?? "").trim()] as const);
  return Object.fromEntries(values.filter(([, value]) => value === storedSecret || isEnvReference(value)));
}
