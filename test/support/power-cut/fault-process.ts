/**
 * Writes to the journal in the folder `argv[2]` of the kind `argv[3]` while the disk fails, which it does as long as the
 * file `CUT_FAULT` exists, and then on; prints what came of it as JSON.
 */
import { rmSync, writeFileSync } from "node:fs";
import type { Journal } from "../../../src/delivery/outbox/journal";
import { openJournal } from "../../../src/delivery/outbox/open-journal";

void main(process.argv[2] ?? "", process.argv[3] === "log" ? "log" : "level", process.env["CUT_FAULT"] ?? "");

async function main(folder: string, kind: "level" | "log", faultFile: string): Promise<void> {
  const first = await openJournal(folder, { kind });
  const results: unknown[] = [];
  await first.write([{ put: "before", value: "x" }], true);
  await first.write([{ put: "not durable", value: "x" }], false);
  writeFileSync(faultFile, "");
  results.push(await codeOf(first.write([{ put: "failed", value: "x" }, { remove: "before" }], true)));
  results.push(await codeOf(first.write([{ put: "failed again", value: "x" }], true)));
  rmSync(faultFile);
  results.push(await codeOf(first.write([{ put: "after", value: "x" }], true)));
  const keys = await keysOf(first);
  await first.close();
  const second = await openJournal(folder, { kind });
  process.stdout.write(JSON.stringify({ results, keys, keysAgain: await keysOf(second) }));
  await second.close();
}

function codeOf(write: Promise<void>): Promise<unknown> {
  return write.then(
    () => "taken",
    (error: unknown) => (error as NodeJS.ErrnoException).code,
  );
}

async function keysOf(journal: Journal): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const [key] of journal.entries()) keys.push(key);
  return keys;
}
