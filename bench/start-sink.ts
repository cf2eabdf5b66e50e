import { fork } from "node:child_process";
import { join } from "node:path";

/** A service that does as little as possible, in a process of its own, so that its work is not counted as ours. */
export interface Sink {
  readonly url: string;
  stop(): void;
}

/**
 * Starts one; it ends no later than this process.
 *
 * @param name its path from here, without `.ts`: it tells its port, and ends when it is disconnected
 * @param args what it is started with
 */
export async function startSink(name: string, args: readonly string[] = []): Promise<Sink> {
  const child = fork(join(__dirname, `${name}.ts`), args, { execArgv: ["--import", "tsx"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(message as number));
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${name} ended before it listened`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
