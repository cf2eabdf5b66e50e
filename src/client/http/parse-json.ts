/**
 * Parses JSON that may be none: gateways answer HTML, and some answers are empty.
 *
 * @returns the value, or `undefined` where the text is no JSON
 */
export function parseJson(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
