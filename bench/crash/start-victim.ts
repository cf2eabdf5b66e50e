import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import type { Spoken } from "./crash-order";

/** A process that is to be killed. */
export interface Victim {
  /** Resolves with the first such line. Rejects where it ends before. */
  said(what: Spoken["say"]): Promise<void>;
  /** Ends it as kill -9 does. All that it had said has been heard when the promise resolves. */
  kill(): Promise<void>;
}

/**
 * Starts one; it ends no later than this process.
 *
 * @param file as `bundleWorker` made it
 * @param order what it is to do
 */
export function startVictim(file: string, order: object, onSpoken: (spoken: Spoken) => void): Victim {
  const child = fork(file, [JSON.stringify(order)], { execArgv: [], stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const waiting = new Map<Spoken["say"], () => void>();
  const heard = new Set<Spoken["say"]>();
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  if (child.stdout === null) throw new Error("its output cannot be read");
  createInterface({ input: child.stdout }).on("line", (line) => {
    // The last one may have been cut off.
    if (!line.endsWith("}")) return;
    const spoken = JSON.parse(line) as Spoken;
    heard.add(spoken.say);
    onSpoken(spoken);
    waiting.get(spoken.say)?.();
  });
  return {
    said: (what) =>
      new Promise((resolve, reject) => {
        if (heard.has(what)) resolve();
        waiting.set(what, resolve);
        void closed.then(() => reject(new Error(`a process ended before it said "${what}"`)));
      }),
    async kill() {
      if (child.exitCode !== null) throw new Error(`a process ended by itself, with ${child.exitCode}`);
      child.kill("SIGKILL");
      await closed;
    },
  };
}
