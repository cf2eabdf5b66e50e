/** A time in which Node-RED was not there, or was being deployed to; milliseconds since 1970. */
export interface Break {
  readonly from: number;
  readonly to: number;
}

/** Whether there was one in this time. */
export function meetsBreak(breaks: readonly Break[], from: number, to: number): boolean {
  return breaks.some((one) => one.from <= to && one.to >= from);
}
