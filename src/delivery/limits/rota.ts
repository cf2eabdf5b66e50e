import type { Clock } from "../../client/clock";

/** Whose turn it is, where several want the same and none of them sees the others. */
export interface Rota<T> {
  /**
   * Somebody wants their turn.
   *
   * @param dueAt when they can take it, milliseconds since 1970; `Infinity`: nobody knows yet
   * @returns whether it is theirs; if not, `tell` is called when it may be
   */
  isTurnOf(one: T, dueAt: number): boolean;
  /** They have taken it, or want it no more; the next is told. */
  done(one: T): void;
}

/** Who has not taken their turn so long after they could have has gone, and is passed over, milliseconds. */
const patienceMs = 50;

/** Until it is known when somebody can take their turn, they are asked again so often, milliseconds. */
const lookAgainMs = 1_000;

/** @param tell called when the turn of somebody has come who was told that it had not */
export function createRota<T>(clock: Clock, tell: (one: T) => void): Rota<T> {
  /** In the order in which they came, with when they can take their turn. */
  const waiting = new Map<T, number>();
  let stopWaiting = (): void => undefined;

  function isFirst(one: T): boolean {
    const [first] = waiting.keys();
    return first === one;
  }

  /** Nobody waits for ever for somebody who may have gone. */
  function watchFirst(): void {
    stopWaiting();
    const [first] = waiting;
    if (first === undefined || waiting.size < 2) return;
    const [one, dueAt] = first;
    const afterMs = dueAt === Infinity ? lookAgainMs : Math.max(0, dueAt - clock.now()) + patienceMs;
    stopWaiting = clock.after(afterMs, () => done(one));
  }

  function done(one: T): void {
    const wasFirst = isFirst(one);
    waiting.delete(one);
    if (!wasFirst) return;
    watchFirst();
    const [next] = waiting.keys();
    if (next !== undefined) tell(next);
  }

  return {
    isTurnOf(one, dueAt) {
      if (waiting.size === 0 && dueAt <= clock.now()) return true;
      const isNew = !waiting.has(one);
      waiting.set(one, dueAt);
      const isTheirs = isFirst(one);
      // Who only asks again gives the first no more time.
      if (isTheirs || (isNew && waiting.size === 2)) watchFirst();
      return isTheirs;
    },
    done,
  };
}
