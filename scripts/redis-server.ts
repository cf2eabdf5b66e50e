/** A real redis-server for tests and benchmarks, on this machine only. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How it is set up. */
export interface RedisServerOptions {
  /** Whether it writes down what it is told. Default: no. */
  readonly appendOnly?: boolean;
  /** When what it wrote is on the disk. Default: `everysec`, as Redis' own. */
  readonly appendFsync?: "always" | "everysec" | "no";
  /** What it throws away when it is full. Default: `noeviction`, as Redis' own. */
  readonly maxmemoryPolicy?: string;
  /** The password it asks for. Default: none. */
  readonly password?: string;
  /** More of its own arguments, such as `["--maxmemory", "2mb"]`. */
  readonly args?: readonly string[];
}

/** One that runs. */
export interface RedisServer {
  /** With its password, where it has one. */
  readonly url: string;
  readonly port: number;
  /** Where it writes. */
  readonly folder: string;
  /** Of the process that runs now or ran last. For SIGSTOP and SIGCONT: a Redis that hangs. */
  readonly pid: number;
  /** Ends it orderly. The folder stays for {@link RedisServer.startAgain}. Does nothing where it has ended. */
  stop(): Promise<void>;
  /** Ends it at once: SIGKILL. */
  kill(): Promise<void>;
  /** Starts it on the same port, with what is in its folder. */
  startAgain(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** Where Debian has it. */
export const redisServerProgram = "/usr/bin/redis-server";
/** Debian's way to have the kernel end a process with the one that started it, even when that is killed. */
const setpriv = "/usr/bin/setpriv";

/** Starts one; resolves when it answers. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "chat-redis-"));
  const port = await freePort();
  let server: ChildProcess = await start();

  function start(): Promise<ChildProcess> {
    return startProcess([
      ...["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--save", "", "--daemonize", "no"],
      ...[
        "--appendonly",
        options.appendOnly === true ? "yes" : "no",
        "--appendfsync",
        options.appendFsync ?? "everysec",
      ],
      ...["--maxmemory-policy", options.maxmemoryPolicy ?? "noeviction"],
      ...(options.password === undefined ? [] : ["--requirepass", options.password]),
      ...(options.args ?? []),
    ]);
  }

  async function startProcess(args: readonly string[]): Promise<ChildProcess> {
    const [command = redisServerProgram, ...before] = existsSync(setpriv)
      ? [setpriv, "--pdeathsig", "KILL", redisServerProgram]
      : [redisServerProgram];
    const child = spawn(command, [...before, ...args], { stdio: "ignore" });
    running.set(child, folder);
    watchExit();
    while (!(await answers(port))) {
      if (hasEnded(child)) throw new Error("redis-server ended at once");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return child;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (hasEnded(server)) return;
    const exit = once(server, "exit");
    server.kill(signal);
    await exit;
  }

  const stop = (): Promise<void> => end("SIGTERM");
  return {
    url: `redis://${options.password === undefined ? "" : `:${encodeURIComponent(options.password)}@`}127.0.0.1:${port}`,
    port,
    folder,
    get pid() {
      return server.pid as number;
    },
    stop,
    kill: () => end("SIGKILL"),
    async startAgain() {
      await stop();
      server = await start();
    },
    async remove() {
      await end("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const running = new Map<ChildProcess, string>();
let watching = false;

/** Nothing is left behind by runs that fail, either. */
function watchExit(): void {
  if (watching) return;
  watching = true;
  process.once("exit", () => {
    for (const [child, folder] of running) {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Whether there is one that takes commands; one that asks for a password does. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const finish = (does: boolean): void => {
      socket.destroy();
      resolve(does);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once("data", (answer) => finish(/^(\+PONG|-NOAUTH)/.test(answer.toString())));
    socket.once("error", () => finish(false));
    socket.once("close", () => finish(false));
  });
}
