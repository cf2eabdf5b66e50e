/** Jobs in lanes: one after the other within a lane, side by side otherwise, never too many at once. */
import { setMaxListeners } from "node:events";

/** A job; it must not reject, and ends soon when the signal says so. */
export type Job = (signal: AbortSignal) => Promise<void>;

/** The lanes. */
export interface Lanes {
  /** The job begins later, never at once; `false`: too many wait, and it never will. */
  readonly add: (lane: string, job: Job) => boolean;
  /** Resolves when nothing waits and nothing runs. */
  readonly settled: () => Promise<void>;
  /** Forgets what waits, and tells what runs to end. */
  readonly end: () => void;
}

/** How much there may be at a time. */
export interface LanesOptions {
  readonly mostAtOnce: number;
  readonly mostWaiting: number;
}

/** Empty lanes; a lane is there for as long as it has a job. */
export function createLanes({ mostAtOnce, mostWaiting }: LanesOptions): Lanes {
  const jobsByLane = new Map<string, Job[]>();
  /** The lanes of which no job runs, in the order of their turns. */
  const ready = new Set<string>();
  const settling = new Set<() => void>();
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  let waiting = 0;
  let running = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      begin();
    });
  }

  function begin(): void {
    for (const lane of ready) {
      if (running >= mostAtOnce) return;
      ready.delete(lane);
      const job = jobsByLane.get(lane)?.shift();
      if (!job) continue;
      waiting -= 1;
      running += 1;
      void job(ending.signal).then(() => finish(lane));
    }
    if (waiting + running > 0) return;
    for (const resolve of settling) resolve();
    settling.clear();
  }

  function finish(lane: string): void {
    running -= 1;
    const jobs = jobsByLane.get(lane);
    if (jobs?.length === 0) jobsByLane.delete(lane);
    else if (jobs) ready.add(lane);
    begin();
  }

  return {
    add(lane, job) {
      if (waiting >= mostWaiting || ending.signal.aborted) return false;
      waiting += 1;
      const jobs = jobsByLane.get(lane);
      if (jobs) {
        jobs.push(job);
        return true;
      }
      jobsByLane.set(lane, [job]);
      ready.add(lane);
      schedule();
      return true;
    },
    settled: () =>
      waiting + running === 0 ? Promise.resolve() : new Promise((resolve) => settling.add(() => resolve())),
    end() {
      jobsByLane.clear();
      ready.clear();
      waiting = 0;
      ending.abort();
      begin();
    },
  };
}
