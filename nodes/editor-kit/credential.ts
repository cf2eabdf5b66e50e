import { dialogOf } from "./dialog";
import { isDeployed } from "./is-deployed";

/** What stands in a dialog for a stored password, which never comes back to the editor. */
export const storedSecret = "__PWRD__";

/**
 * A credential as it is now: the text, {@link storedSecret} for one that only the server knows, `""` for none.
 *
 * @returns `undefined` where nobody knows: a deployed node whose dialog has not been opened yet
 */
export function credential(node: EditorNode, name: string): string | undefined {
  const input = dialogOf(node)?.input(name);
  if (input !== undefined && input.length > 0) return textOf(input.val());
  if (node.credentials === undefined) return isDeployed(node) ? undefined : "";
  const known = textOf(node.credentials[name]);
  return known === "" && node.credentials[`has_${name}`] === true ? storedSecret : known;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
