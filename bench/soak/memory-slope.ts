/** How large a process was at a moment. */
export interface MemorySample {
  /** Its process id. */
  readonly process: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Messages that our nodes had been given. */
  readonly given: number;
  /** In use after a collection. */
  readonly heapBytes: number;
}

/** How memory grew, by the line that fits the samples best. */
export interface MemorySlope {
  readonly bytesPerMessage: number;
  readonly megabytesPerHour: number;
  /** From the first sample that counts to the last, along the line. */
  readonly grownBytes: number;
  /** How long that was. */
  readonly seconds: number;
}

/** Code is compiled and caches fill: so much of a life does not count. */
const warmPart = 0.25;

/** The growth of one process; `undefined` where there are too few samples to say. */
export function memorySlope(samples: readonly MemorySample[]): MemorySlope | undefined {
  const counted = samples.slice(Math.ceil(samples.length * warmPart));
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined || counted.length < 5 || last.given === first.given) return undefined;
  const bytesPerMessage = slope(counted.map(({ given, heapBytes }) => [given, heapBytes]));
  const bytesPerMs = slope(counted.map(({ at, heapBytes }) => [at, heapBytes]));
  return {
    bytesPerMessage,
    megabytesPerHour: (bytesPerMs * 3_600_000) / 2 ** 20,
    grownBytes: bytesPerMs * (last.at - first.at),
    seconds: (last.at - first.at) / 1_000,
  };
}

/** Least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
