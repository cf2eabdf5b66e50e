import { valueAsText } from "./current-value";

/** Says in the reader's language what is wrong with a value and what to do, or `undefined` where all is well. */
export type Check = (node: EditorNode, value: string) => string | undefined;

/**
 * Makes a validator of a check. `${ENV_NAME}` as a whole value never gets here: Node-RED holds it for valid.
 */
export function rule(check: Check): Validate {
  return function (value, options) {
    const problem = check(this, valueAsText(value));
    if (problem === undefined) return true;
    // Only who passes options can take a text.
    return options === undefined ? false : problem;
  };
}

/** A check that only counts under a condition: a field that is not shown is never wrong. */
export function ruleWhen(applies: (node: EditorNode) => boolean, check: Check): Validate {
  return rule((node, value) => (applies(node) ? check(node, value) : undefined));
}
