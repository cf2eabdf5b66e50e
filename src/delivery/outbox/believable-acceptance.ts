/** Nothing was sent with this palette before: a clock that says less had not been set yet. */
const earliestMs = Date.UTC(2020, 0, 1);

/**
 * From when the age of a message counts that an earlier process took in. A device without a battery may have named a time
 * before its clock was set, or be itself before that now: then the age is not known, and the message is taken for new
 * rather than for too old.
 *
 * @param acceptedAt as it was written down, milliseconds since 1970
 */
export function believableAcceptance(acceptedAt: number, nowMs: number): number {
  return acceptedAt < earliestMs || acceptedAt > nowMs ? nowMs : acceptedAt;
}
