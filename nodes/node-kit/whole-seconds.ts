/** A wait as people are told it: in whole seconds, rounded up, and never none, which would say nothing. */
export function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
