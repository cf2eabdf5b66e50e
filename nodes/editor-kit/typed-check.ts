import { currentValue } from "./current-value";
import { isEnvReference } from "./is-env-reference";
import { ruleWhen } from "./rule";
import type { Check } from "./rule";
import { sharedText } from "./shared-text";

/** What a typed field asks of its value. */
export interface TypedRequirements {
  /** The text (a key of the set's catalogue) for a field that must be given and is not. */
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
    if (!isReadable(value, type)) {
      return sharedText(`invalid.typed.${unreadable(type)}`, { field: node._(`label.${property}`) });
    }
    if (type === "str") return literal?.(node, value);
    if (type === "num") return literal?.(node, Number(value));
    return type === "json" ? literal?.(node, JSON.parse(value)) : undefined;
  };
}

/**
 * A typed field's validator.
 *
 * @param applies whether the field counts now. Default: always
 */
export function typedRule(
  property: string,
  requirements?: TypedRequirements,
  applies: (node: EditorNode) => boolean = () => true,
): Validate {
  return ruleWhen(applies, typedCheck(property, requirements));
}

function isReadable(value: string, type: string): boolean {
  // What Node-RED itself does not look at: a buffer is written as a list of bytes, or as text in quotes.
  if (type === "bin") return /^\s*["[]/.test(value) && isReadable(value, "json");
  return RED.utils.validateTypedProperty(value, type, {}) === true;
}

function unreadable(type: string): string {
  const kinds: Readonly<Record<string, string>> = { json: "json", bin: "buffer", jsonata: "expression", num: "number" };
  return kinds[type] ?? "path";
}
