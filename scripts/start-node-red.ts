/** Starts Node-RED as users have it, a process of its own: for the demo, the benchmarks and the tests. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What to start and where it lives. */
export interface NodeRedOptions {
  /** Its `red.js`. Default: the one that this checkout has installed. */
  readonly redJs?: string;
  /** The Node.js to run it with. Default: the one that is running. */
  readonly nodeBinary?: string;
  /** Its folder; made where there is none. Its `settings.js` is written anew. */
  readonly userDir: string;
  /** Default: 0, any free one. */
  readonly port?: number;
  /** Beside what is needed to stay on this machine and quiet. Only what JSON can say. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What JSON cannot say: JavaScript behind the settings, which are `module.exports`. */
  readonly settingsCode?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Hears every line that it prints. */
  readonly onLine?: (line: string) => void;
}

/** A Node-RED that has started its flows and takes requests. */
export interface NodeRed {
  /** Of the editor and of the flows' own addresses: `http://127.0.0.1:1880`. */
  readonly url: string;
  readonly pid: number | undefined;
  /** Everything printed so far. */
  lines(): readonly string[];
  readonly running: () => boolean;
  /** Settles with its end, whoever asked for it. */
  readonly ended: Promise<void>;
  /** Asks it to stop, as a service manager would, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it without a word, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts Node-RED on 127.0.0.1 and waits until it is ready. It ends no later than this process, however that ends but
 * for a kill -9.
 *
 * @throws with all that it printed, where it ends or says nothing for a minute before it is ready
 */
export async function startNodeRed(options: NodeRedOptions): Promise<NodeRed> {
  mkdirSync(options.userDir, { recursive: true });
  const settingsFile = join(options.userDir, "settings.js");
  const settings = JSON.stringify(settingsOf(options), null, 2);
  writeFileSync(settingsFile, `module.exports = ${settings};\n${options.settingsCode ?? ""}`);

  const redJs = options.redJs ?? join(__dirname, "..", "node_modules", "node-red", "red.js");
  const child = spawn(options.nodeBinary ?? process.execPath, [redJs, "--settings", settingsFile], {
    cwd: options.userDir,
    // Its home is its own folder, so that it can leave nothing in the user's.
    env: { ...process.env, HOME: options.userDir, NODE_RED_HOME: options.userDir, FORCE_COLOR: "0", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      process.off("exit", endWithUs);
      resolve();
    });
    child.once("error", () => resolve());
  });

  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (reason: string): void => {
      child.kill("SIGKILL");
      reject(new Error(`Node-RED ${reason}:\n${lines.join("\n")}`));
    };
    const timer = setTimeout(() => fail("is not ready after a minute"), 60_000);
    let address = "";
    let flowsStarted = false;
    const hear = (line: string): void => {
      lines.push(line);
      options.onLine?.(line);
      address = /Server now running at (http\S+?)\/?$/.exec(line)?.[1] ?? address;
      flowsStarted ||= line.includes("Started flows");
      if (address !== "" && flowsStarted) {
        clearTimeout(timer);
        resolve(address);
      }
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", hear);
    void ended.then(() => {
      clearTimeout(timer);
      fail("ended");
    });
  });

  return {
    url,
    pid: child.pid,
    lines: () => lines,
    running: () => isRunning(child),
    ended,
    stop: () => end(child, ended, "SIGTERM"),
    kill: () => end(child, ended, "SIGKILL"),
  };
}

function settingsOf(options: NodeRedOptions): Record<string, unknown> {
  return {
    userDir: options.userDir,
    flowFile: "flows.json",
    uiHost: "127.0.0.1",
    uiPort: options.port ?? 0,
    credentialSecret: false,
    telemetry: { enabled: false },
    editorTheme: { tours: false, palette: { catalogues: [] } },
    logging: { console: { level: "info", metrics: false, audit: false } },
    ...options.settings,
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  if (isRunning(child)) child.kill(signal);
  // Node-RED itself gives up on nodes that do not close after 15 seconds.
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(timer);
}
