/** What every object, list and function inherits; a test that changes it harms all that comes behind it. */
const inherited: readonly object[] = [Object.prototype, Array.prototype, Function.prototype, String.prototype];

/** The names of everything that is inherited, to be compared. */
export function inheritedNames(): readonly (readonly PropertyKey[])[] {
  return inherited.map((prototype) => Reflect.ownKeys(prototype));
}
