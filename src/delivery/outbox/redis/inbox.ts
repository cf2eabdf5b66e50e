import type { Redis } from "ioredis";
import type { Clock } from "../../../client/clock";
import { sleep } from "../../../client/sleep";
import { readEnding } from "./ending-text";
import type { ToldEnding } from "./ending-text";

/** Where a process reads how messages ended that it took in and others delivered. */
export interface Inbox {
  /** Begins with what is there already. */
  start(): void;
  close(): void;
}

/** What an inbox is told. */
export interface InboxOptions {
  /** A connection of its own: it blocks. */
  readonly blocking: Redis;
  readonly key: string;
  readonly clock: Clock;
  readonly onEnding: (told: ToldEnding) => void;
}

/** How long one reading waits for something new, milliseconds, and how long after one that failed the next begins. */
const blockMs = 5_000;
const pauseMs = 500;

/** What has been passed on is removed afterwards: rather told twice after a crash than never. */
export function createInbox({ blocking, key, clock, onEnding }: InboxOptions): Inbox {
  const closing = new AbortController();

  async function readAll(): Promise<void> {
    let last = "0";
    while (!closing.signal.aborted) {
      try {
        last = await readNext(last);
      } catch {
        await sleep(clock, pauseMs, closing.signal).catch(() => undefined);
      }
    }
  }

  /** @returns how far it has read */
  async function readNext(last: string): Promise<string> {
    const answer = await blocking.xread("COUNT", 100, "BLOCK", blockMs, "STREAMS", key, last);
    const endings = answer?.[0]?.[1] ?? [];
    // What comes too late to be passed on stays.
    if (closing.signal.aborted) return last;
    const passed = endings.filter(([, [, text = ""]]) => pass(text)).map(([id]) => id);
    if (passed.length > 0) await blocking.xdel(key, ...passed);
    return endings.at(-1)?.[0] ?? last;
  }

  /** @returns whether it could be read; what a later version wrote stays for one that can */
  function pass(text: string): boolean {
    let told: ToldEnding;
    try {
      told = readEnding(text);
    } catch {
      return false;
    }
    onEnding(told);
    return true;
  }

  return {
    start() {
      void readAll();
    },
    close() {
      closing.abort();
      // What waits for an answer while Redis is away never hears of it.
      blocking.disconnect();
    },
  };
}
