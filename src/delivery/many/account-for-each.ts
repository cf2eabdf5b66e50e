import type { CallContext, Operation, Progress } from "../../client/call";
import { ChatError, isChatError } from "../../client/chat-error";
import { onAbort } from "../../client/on-abort";

/** A piece of work on many things. */
export interface Job {
  readonly operation: Operation;
  /** How many things there are; each is named by its place. */
  readonly count: number;
  readonly context: CallContext;
  readonly now: () => number;
  /** What stands in `done` for one that the service took and of which its answer says nothing. */
  readonly unread: (index: number) => unknown;
}

/**
 * Does the work for one thing and notes what became of it; does nothing once the whole is being stopped. Its age counts
 * from here: what waits for those before it is not old by that.
 */
export type Attempt<R> = (index: number, make: (context: CallContext) => Promise<R>) => Promise<void>;

/** Ends what has not begun: on the first failure, or with the context's signal. */
export type Stopping = Pick<AbortController, "signal" | "abort">;

/** What became of one. */
type Fate<R> = { readonly result: R } | { readonly unread: unknown } | "uncertain";

/**
 * Works on many things and loses track of none.
 *
 * @param work makes one attempt for each; begins nothing once `stopping` is aborted, and rejects with the first failure
 * when everything under way has ended
 * @returns the results in the order of their places
 * @throws the first failure and its place, with what is `done`, what is `left` for certain, and what is `uncertain`:
 * together, all of it. `CHAT_STOPPED` where the context's signal ended it before everything was begun
 */
export async function accountForEach<R>(
  job: Job,
  work: (attempt: Attempt<R>, stopping: Stopping) => Promise<void>,
): Promise<readonly R[]> {
  const { operation, count, context, now, unread } = job;
  // Behind one alone there is nothing to stop; and thousands of messages with one each may wait.
  const stopping = count > 1 ? new AbortController() : { signal: context.signal, abort: nothing };
  const forget = count > 1 ? onAbort(context.signal, () => stopping.abort()) : nothing;
  const report = count > 1 ? reportOfMany(context) : context.report;
  const fates = new Map<number, Fate<R>>();
  let failedAt: number | undefined;

  async function attempt(index: number, make: (context: CallContext) => Promise<R>): Promise<void> {
    if (stopping.signal.aborted) return;
    const { signal } = context;
    try {
      const result = await make({ signal, acceptedAt: now(), ...(report === undefined ? {} : { report }) });
      fates.set(index, { result });
      if (count > 1) context.report?.({ state: "advancing", part: fates.size / count });
    } catch (error) {
      const outcome = isChatError(error) ? error.details.outcome : "unknown";
      if (outcome === "sent") fates.set(index, { unread: unread(index) });
      if (outcome === "unknown") fates.set(index, "uncertain");
      failedAt ??= index;
      throw error;
    }
  }

  try {
    await work(attempt, stopping);
    if (fates.size < count) throw new ChatError("CHAT_STOPPED", { operation, outcome: "not-sent" });
  } catch (error) {
    if (!isChatError(error)) throw error;
    throw error.with({ ...accountOf(fates, count), ...(failedAt === undefined ? {} : { failedAt }) });
  } finally {
    forget();
  }
  // Nothing failed, so that each has a result.
  return Array.from({ length: count }, (_, index) => (fates.get(index) as { readonly result: R }).result);
}

function nothing(): void {
  // There is nothing to stop.
}

function accountOf(
  fates: ReadonlyMap<number, Fate<unknown>>,
  count: number,
): { readonly done: readonly unknown[]; readonly left: readonly number[]; readonly uncertain: readonly number[] } {
  const done: unknown[] = [];
  const left: number[] = [];
  const uncertain: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const fate = fates.get(index);
    if (fate === undefined) left.push(index);
    else if (fate === "uncertain") uncertain.push(index);
    else done.push("result" in fate ? fate.result : fate.unread);
  }
  return { done, left, uncertain };
}

/** Of many calls, only that they began, and what keeps them waiting: how far they are says the rest. */
function reportOfMany({ report }: CallContext): ((progress: Progress) => void) | undefined {
  let hasBegun = false;
  return (
    report &&
    ((progress) => {
      if (progress.state === "retrying" || (progress.state === "sending" && !hasBegun)) report(progress);
      hasBegun ||= progress.state === "sending";
    })
  );
}
