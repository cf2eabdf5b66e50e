import { dialogOf } from "./dialog";

/**
 * A property as it is now: what the open dialog says, else what is saved. Rules that look at a second field need this:
 * Node-RED checks what is typed long before it changes the node.
 *
 * @returns text, `""` for none; a config select's "none" is none
 */
export function currentValue(node: EditorNode, property: string): string {
  const input = dialogOf(node)?.input(property);
  const value = input !== undefined && input.length > 0 ? input.val() : node[property];
  return valueAsText(value);
}

/** A value that Node-RED hands to a validator, as text. */
export function valueAsText(value: unknown): string {
  if (typeof value !== "string") return typeof value === "number" ? String(value) : "";
  return value === "_ADD_" ? "" : value.trim();
}
