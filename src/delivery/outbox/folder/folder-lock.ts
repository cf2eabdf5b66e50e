import { randomUUID } from "node:crypto";
import { open, readFile, readlink, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { outboxTrouble } from "../outbox-trouble";

/** Who holds a lock. Numbers of processes are given again, so that it takes more to know one. */
interface Holder {
  readonly pid: number;
  /** When it began, as the system counts it, in which run of the machine, and in which container; `""`: not known. */
  readonly begun: string;
  /** Tells two locks of one process apart. */
  readonly id: string;
}

/** How long a lock may say nothing until it is one whose making was cut short. */
const emptyForMs = 1_000;
const name = "lock";

/**
 * Takes a folder for this process. The lock of a process that is no more is taken over.
 *
 * Whether another still runs can be told within one container, or outside of all; the lock of another container is taken
 * over.
 *
 * @returns how to give it back; never rejects
 * @throws `CHAT_NOT_CONFIGURED`, `outbox-in-use`; what the file system throws
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, name);
  const own: Holder = { pid: process.pid, begun: await beginningOf(process.pid), id: randomUUID() };
  for (let tries = 0; tries < 3; tries += 1) {
    if (await create(path, JSON.stringify(own))) return () => release(path, own.id);
    const found = await readFile(path, "utf8").catch(() => undefined);
    if (found === undefined) continue;
    if (holderIn(found) === undefined) await setTimeout(emptyForMs);
    if (await isHeld(path, found)) break;
    await takeAway(path, found);
  }
  throw outboxTrouble("outbox", "outbox-in-use", { found: folder });
}

async function create(path: string, text: string): Promise<boolean> {
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  });
  if (file === undefined) return false;
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return true;
}

async function isHeld(path: string, text: string): Promise<boolean> {
  const holder = holderIn(text);
  if (holder === undefined) return (await readFile(path, "utf8").catch(() => "")) !== text;
  return isRunning(holder.pid) && holder.begun === (await beginningOf(holder.pid));
}

/** Of two that take an old lock away at the same time, the later may find the new one of the earlier; it puts it back. */
async function takeAway(path: string, expected: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, "utf8").catch(() => undefined);
  if (taken !== undefined && taken !== expected) await rename(aside, path).catch(() => undefined);
  else await rm(aside, { force: true });
}

async function release(path: string, id: string): Promise<void> {
  const holder = holderIn(await readFile(path, "utf8").catch(() => ""));
  if (holder?.id === id) await rm(path, { force: true }).catch(() => undefined);
}

function holderIn(text: string): Holder | undefined {
  try {
    const { pid, begun, id } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === "number" && typeof begun === "string" && typeof id === "string"
      ? { pid, begun, id }
      : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Linux tells; elsewhere a number that was given again looks like the process that had it before. */
async function beginningOf(pid: number): Promise<string> {
  try {
    const [status, machine, container] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      readlink("/proc/self/ns/pid"),
    ]);
    // The second field is the program's name in parentheses, which may hold anything; the 22nd is what we look for.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return `${fields[19] ?? ""} ${machine.trim()} ${container}`;
  } catch {
    return "";
  }
}
