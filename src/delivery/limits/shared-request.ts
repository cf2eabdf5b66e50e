import type { Call, CallContext } from "../../client/call";
import { onAbort } from "../../client/on-abort";
import type { Traveller } from "./traveller";

/** One request for several. */
export interface SharedRequest {
  readonly call: Call;
  /** Ends when none of them waits for it any more; as old as the youngest of them, at the place of the first. */
  readonly context: CallContext;
  /** Takes back what listens. */
  readonly forget: () => void;
}

/** @param travellers at least one; they differ in their recipients only. One alone keeps its own call and context */
export function shareRequest(travellers: readonly Traveller[]): SharedRequest {
  const [{ call, context }] = travellers as readonly [Traveller];
  if (travellers.length === 1 || call.company === undefined) return { call, context, forget: () => undefined };
  const ending = new AbortController();
  let left = travellers.length;
  const watches = travellers.map(({ context: { signal } }) =>
    onAbort(signal, () => {
      left -= 1;
      if (left === 0) ending.abort(signal.reason);
    }),
  );
  const ages = travellers.flatMap((each) => each.context.acceptedAt ?? []);
  const places = travellers.flatMap((each) => each.context.place ?? []);
  return {
    call: call.company.callTo(travellers.flatMap((each) => each.call.recipients?.to ?? [])),
    context: {
      signal: ending.signal,
      ...(ages.length === 0 ? {} : { acceptedAt: Math.max(...ages) }),
      ...(places.length === 0 ? {} : { place: Math.min(...places) }),
    },
    forget: () => watches.forEach((forget) => forget()),
  };
}
