/** A name inside a sentence: a right-to-left one must not turn the words around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
