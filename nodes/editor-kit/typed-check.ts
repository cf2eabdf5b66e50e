import { currentValue } from "./current-value";
import { isEnvReference } from "./is-env-reference";
import type { Check } from "./rule";

/** What a typed field asks of its value. */
export interface TypedRequirements {
  /** The text (a key of the catalogue) for a field that must be given and is not. */
  readonly missing?: string;
  /** Looks at a value that is written in the dialog itself: text, a number, or what the JSON says. */
  readonly literal?: (node: EditorNode, value: unknown) => string | undefined;
}

/**
 * The check of a typed field `x`, whose type is in `xType`: a value that cannot be read is told from one that is missing,
 * and what can be known before the flow runs is checked.
 */
export function typedCheck(property: string, requirements: TypedRequirements = {}): Check {
  return (node, value) => {
    const { missing, literal } = requirements;
    if (value === "") return missing === undefined ? undefined : node._(missing);
    if (isEnvReference(value)) return undefined;
    const type = currentValue(node, `${property}Type`);
    const field = node._(`label.${property}`);
    if (RED.utils.validateTypedProperty(value, type, {}) !== true) return node._(unreadable(type), { field });
    if (type === "str") return literal?.(node, value);
    if (type === "num") return literal?.(node, Number(value));
    return type === "json" ? literal?.(node, JSON.parse(value)) : undefined;
  };
}

function unreadable(type: string): string {
  const kinds: Readonly<Record<string, string>> = { json: "json", jsonata: "expression", num: "number" };
  return `invalid.${kinds[type] ?? "path"}`;
}
