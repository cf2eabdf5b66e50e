import should from "should";

/**
 * What `should(...).match` is to be given where there are lists: as it takes it, but each list, however deep, stands for
 * all there is. By itself should.js compares the elements it is given and says nothing of further ones.
 *
 * Of objects still no more than the given properties is compared.
 */
export function wholeLists(expected: readonly unknown[] | Readonly<Record<string, unknown>>): object {
  return Array.isArray(expected) ? wholeList(expected) : withWholeLists(expected);
}

function wholeList(expected: readonly unknown[]): (found: unknown) => void {
  const elements = expected.map(within);
  return (found) => {
    should(found).be.an.Array().and.have.length(elements.length);
    should(found).match(elements);
  };
}

function withWholeLists(expected: object): object {
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, within(value)]));
}

function within(expected: unknown): unknown {
  if (Array.isArray(expected)) return wholeList(expected);
  return isPlain(expected) ? withWholeLists(expected) : expected;
}

/** Not an error, a buffer, a pattern: those are compared as what they are. */
function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
