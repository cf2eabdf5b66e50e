import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "../../src/delivery/outbox/open-journal";
import type { NodeRedProcess } from "./node-red-process";

/**
 * The numbered messages that an app's disk outbox holds after its process was killed, those set aside included. Looks into
 * a copy: what the next process finds is what the last has left.
 *
 * @param app the id of its node
 */
export async function numbersInJournal({ userDirectory }: NodeRedProcess, app = "app"): Promise<readonly number[]> {
  const copy = await mkdtemp(join(tmpdir(), "agora-chat-journal-"));
  try {
    await cp(join(userDirectory, "agora-chat-outbox", app), copy, { recursive: true });
    const journal = await openJournal(copy);
    const numbers: number[] = [];
    for await (const [, value] of journal.entries()) {
      const [, number] = /"number":(\d+)/.exec(value) ?? [];
      if (number !== undefined) numbers.push(Number(number));
    }
    await journal.close();
    return numbers;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
