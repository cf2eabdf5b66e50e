import { fork } from "node:child_process";
import { bundleWorker } from "./bundle-worker";

/** What a worker has done, and what that took, since it began. */
export interface Spent {
  readonly count: number;
  /** Of the whole process. */
  readonly cpuMs: number;
}

/** A process that does the same thing again and again, and counts. */
export interface CountingWorker {
  ask(): Promise<Spent>;
  stop(): void;
}

/**
 * Starts one and waits until it is ready; it ends no later than this process.
 *
 * @param name its path from here, without `.ts`: it calls `answerWithSpent`
 * @param order what it is to do
 */
export async function startCountingWorker(name: string, order: object): Promise<CountingWorker> {
  const child = fork(await bundleWorker(name), [JSON.stringify(order)], { execArgv: [] });
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`${name} has ended`)));
    });
  await next();
  return {
    async ask() {
      const answer = next();
      child.send("now");
      return (await answer) as Spent;
    },
    stop: () => child.disconnect(),
  };
}
