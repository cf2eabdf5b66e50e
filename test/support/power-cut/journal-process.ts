/**
 * Writes to the journal in the folder `argv[2]` of the kind `argv[3]` until it is killed, and says on its output what it
 * may rely on: `+key` once a group is durable (of its two entries `key` and `key.state`), `-key` before it is removed.
 */
import { openJournal } from "../../../src/delivery/outbox/open-journal";

void main(process.argv[2] ?? "", process.argv[3] === "log" ? "log" : "level");

async function main(folder: string, kind: "level" | "log"): Promise<void> {
  const journal = await openJournal(folder, { kind });
  let last = Date.now() * 1_000;
  for (let writer = 0; writer < 16; writer += 1) void writeOn();

  async function writeOn(): Promise<void> {
    for (;;) {
      last += 1;
      const key = String(last);
      const value = `${key} ${"x".repeat(300)}`;
      await journal.write(
        [
          { put: key, value },
          { put: `${key}.state`, value: key },
        ],
        true,
      );
      process.stdout.write(`+${key}\n`);
      if (last % 3 === 0) continue;
      // Said, and not only to be said, before it is done.
      await new Promise((resolve) => process.stdout.write(`-${key}\n`, resolve));
      await journal.write([{ remove: key }, { remove: `${key}.state` }], false);
    }
  }
}
