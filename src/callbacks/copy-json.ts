/**
 * Copies what JSON gave, all the way down: two who hold one must not find the other's changes in it. Cheaper than
 * `structuredClone`, which looks for more than JSON has.
 *
 * @throws RangeError where it is nested deeper than the stack reaches
 */
export function copyJson<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson) as T;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[name];
    // As a property of its own, whatever it is called.
    if (name === "__proto__") Object.defineProperty(copy, name, { ...own, value: copyJson(inner) });
    else copy[name] = copyJson(inner);
  }
  return copy as T;
}

const own = { enumerable: true, writable: true, configurable: true } as const;
