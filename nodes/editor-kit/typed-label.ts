import { sharedText } from "./shared-text";

/** Longer lists of ids are cut, and longer texts: a label is read at a glance. */
const mostNames = 3;
const mostCharacters = 32;

/**
 * What a typed field holds, in a few characters for a node's label: what is written there, else where it comes from
 * (`msg.to`, `${NAME}`).
 *
 * @param byDefault where the value comes from in a flow written by hand that leaves the field out
 * @returns `""` where it is empty
 */
export function typedLabel(node: EditorNode, property: string, byDefault = ""): string {
  if (node[property] === undefined) return byDefault;
  const value = textOf(node[property]).trim();
  const type = textOf(node[`${property}Type`]) || "str";
  if (value === "") return "";
  if (type === "env") return `\${${value}}`;
  if (type === "jsonata") return sharedText("node-label.expression");
  if (type === "msg" || type === "flow" || type === "global") return `${type}.${value.replace(/^#:\(.*?\)::/, "")}`;
  return type === "bin" ? sharedText("node-label.buffer") : shortened(value);
}

/** The first few of several ids. */
export function shortList(ids: readonly string[]): string {
  const names = ids.map((id) => id.trim()).filter((id) => id !== "");
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown}, +${names.length - mostNames}` : shown;
}

/** Of a path the end tells most, of anything else the beginning. */
function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  return /[\\/]/.test(text) ? `…${text.slice(1 - mostCharacters)}` : `${text.slice(0, mostCharacters - 1)}…`;
}

/** A property as text; `""` for anything else, as in a flow written by hand. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
