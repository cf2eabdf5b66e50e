/**
 * Where a value may come from, as the types of a typed input; the kinds of literals that fit beside text are put between
 * the text and the expression, as Node-RED's own nodes do.
 */
export function fromOr(...literals: readonly string[]): readonly string[] {
  return ["msg", "flow", "global", "str", ...literals, "jsonata", "env"];
}
