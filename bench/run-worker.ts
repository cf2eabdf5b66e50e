import { fork } from "node:child_process";
import { bundleWorker } from "./bundle-worker";

/**
 * Has a process of its own do one thing, and ends it.
 *
 * @param name its path from here, without `.ts`: it sends what it found
 * @param order what it is to do
 */
export async function runWorker<Found>(name: string, order: object): Promise<Found> {
  const child = fork(await bundleWorker(name), [JSON.stringify(order)], { execArgv: [] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    return await new Promise<Found>((resolve, reject) => {
      child.once("message", (found) => resolve(found as Found));
      child.once("error", reject);
      void ended.then(() => reject(new Error(`${name} has ended`)));
    });
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}
