import { dialogOf } from "./dialog";

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

/** Whether the server may hold credentials of a node: of one just pasted or imported it cannot. */
function isDeployed(node: EditorNode): boolean {
  const deployed = RED.nodes.originalFlow() ?? [];
  return deployed.some(({ id }) => id === node.id);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
