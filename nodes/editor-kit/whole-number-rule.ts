import { isEnvReference } from "./is-env-reference";
import { ruleWhen } from "./rule";
import { sharedText } from "./shared-text";

/** When a number counts, and whether it may be left out. */
export interface WholeNumberOptions {
  /** Default: always. */
  readonly applies?: (node: EditorNode) => boolean;
  /** Default: false. */
  readonly optional?: boolean;
  /** Default: no bound. */
  readonly most?: number;
}

/** The rule of a field for a whole number, 1 or more. */
export function wholeNumberRule(property: string, options: WholeNumberOptions = {}): Validate {
  const { applies = () => true, optional = false, most } = options;
  return ruleWhen(applies, (node, value) => {
    if ((value === "" && optional) || isEnvReference(value)) return undefined;
    if (/^[1-9]\d{0,14}$/.test(value) && Number(value) <= (most ?? Infinity)) return undefined;
    const field = node._(`label.${property}`);
    return most === undefined
      ? sharedText("invalid.whole-number", { field })
      : sharedText("invalid.whole-number-up-to", { field, most });
  });
}
