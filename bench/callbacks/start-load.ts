import { fork } from "node:child_process";
import { once } from "node:events";
import { bundleWorker } from "../bundle-worker";
import type { LoadOrder, LoadResult } from "./load-order";

/** A process that posts callbacks. */
export interface Load {
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): void;
}

/** Starts one; it ends no later than this process. */
export async function startLoad(): Promise<Load> {
  const child = fork(await bundleWorker("callbacks/load-worker"), { execArgv: [] });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("what posts callbacks has ended")));
  });
  // Heard where somebody waits for an answer; in the end it ends rightly.
  ended.catch(() => undefined);
  const next = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, "message"), ended])) as readonly unknown[];
    return message;
  };
  await next();
  return {
    async run(order) {
      const answer = next();
      child.send(order);
      return (await answer) as LoadResult;
    },
    stop: () => child.disconnect(),
  };
}
