import { onAbort } from "../../client/on-abort";

/** Lets the next one in; more than once does no harm. */
export type Leave = () => void;

/** Queues by name: so many at a time of each, in the order in which they came. */
export interface KeyedSequence {
  /**
   * Lines up behind all who entered with the same key before. Whose signal is aborted while they wait is out of the
   * queue; who is in stays in until they leave.
   *
   * @param onQueued told once if it has to wait
   * @returns how to leave, once the turn has come; `undefined` where the signal ended the wait. Never rejects
   */
  enter(key: string, signal: AbortSignal, onQueued?: () => void): Promise<Leave | undefined>;
}

/**
 * Creates queues that exist only as long as somebody is in them.
 *
 * @param atOnce how many may be in at a time, by each key
 */
export function createKeyedSequence(atOnce = 1): KeyedSequence {
  const queues = new Map<string, { inside: number; readonly waiting: Set<() => void> }>();

  function leave(key: string): void {
    const queue = queues.get(key);
    if (queue === undefined) return;
    queue.inside -= 1;
    const [next] = queue.waiting;
    if (next !== undefined) next();
    else if (queue.inside === 0) queues.delete(key);
  }

  function leaveOnce(key: string): Leave {
    let isInside = true;
    return () => {
      if (isInside) leave(key);
      isInside = false;
    };
  }

  return {
    enter(key, signal, onQueued) {
      if (signal.aborted) return Promise.resolve(undefined);
      const queue = queues.get(key) ?? { inside: 0, waiting: new Set() };
      queues.set(key, queue);
      if (queue.inside < atOnce) {
        queue.inside += 1;
        return Promise.resolve(leaveOnce(key));
      }
      onQueued?.();
      return new Promise((resolve) => {
        const forget = onAbort(signal, () => {
          queue.waiting.delete(go);
          resolve(undefined);
        });
        const go = (): void => {
          queue.waiting.delete(go);
          queue.inside += 1;
          forget();
          resolve(leaveOnce(key));
        };
        queue.waiting.add(go);
      });
    },
  };
}
