import { fieldsOf, numberOf } from "./fields";

/** How busy the service is. */
export interface CallCounts {
  readonly acceptedInLastSecond: number;
  /** By the service's limits, since its start. */
  readonly refused: number;
}

/** The counts as the event stream has them; what is missing is 0. */
export function parseCallCounts(value: unknown): CallCounts {
  const fields = fieldsOf(value);
  return {
    acceptedInLastSecond: numberOf(fields["acceptedInLastSecond"]) ?? 0,
    refused: numberOf(fields["refused"]) ?? 0,
  };
}
