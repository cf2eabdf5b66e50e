/** The middle one of some numbers; of an even count, the upper of the two. `NaN` of none. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
}
