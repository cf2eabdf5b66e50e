import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import should from "should";
import type { JournalKind } from "../../../../src/delivery/outbox/folder/folder-format";
import { openJournal } from "../../../../src/delivery/outbox/open-journal";
import { bundleProcess, nodePath } from "../../../support/power-cut/bundle-process";
import { createDiskShim, hasDiskShim } from "../../../support/power-cut/disk-shim";

const rounds = 12;

describe("a journal whose process ends at any moment", function () {
  this.timeout(60_000);
  let temporary: string;
  let folder: string;
  let program: string;

  before(async () => {
    temporary = await mkdtemp(join(tmpdir(), "agora-chat-"));
    program = await bundleProcess("journal-process", temporary);
  });

  beforeEach(async () => {
    folder = join(temporary, "journal");
    await mkdir(folder);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  after(() => rm(temporary, { recursive: true, force: true }));

  for (const kind of ["level", "log"] as const) {
    it(`${kind}: loses nothing that was durable when the process is killed`, async () => {
      const promised = new Set<string>();
      for (let round = 0; round < rounds; round += 1) {
        await runUntilKilled(kind, 100 + Math.random() * 200, promised, {});
        should(await missing(promised)).be.empty();
      }
      should(promised.size).be.above(rounds);
    });

    if (hasDiskShim) {
      it(`${kind}: loses nothing that was durable when the power is cut`, async () => {
        const shim = await createDiskShim(folder, await mkdtemp(join(temporary, "shim-")));
        const promised = new Set<string>();
        for (let round = 0; round < rounds / 2; round += 1) {
          await runUntilKilled(kind, 100 + Math.random() * 200, promised, shim.environment);
          await shim.cutPower();
          should(await missing(promised)).be.empty();
          await shim.acceptAll();
        }
        should(promised.size).be.above(rounds);
      });

      it(`${kind}: keeps nothing of what failed while the disk did, and goes on when it works again`, async () => {
        const shim = await createDiskShim(folder, await mkdtemp(join(temporary, "shim-")));
        const faulty = await bundleProcess("fault-process", temporary);
        const { stdout } = await promisify(execFile)(process.execPath, [faulty, folder, kind], {
          env: { ...process.env, NODE_PATH: nodePath, ...shim.environment },
        });
        const { results, keys, keysAgain } = JSON.parse(stdout) as Readonly<Record<string, readonly string[]>>;
        should(results?.[0]).match(/^E(?:IO|NOSPC)$/);
        should(results?.[1]).match(/^E(?:IO|NOSPC)$/);
        should(results?.[2]).equal("taken");
        should(keys).eql(["after", "before", "not durable"]);
        should(keysAgain).eql(keys);
      });
    }
  }

  /** @param promised gets the keys that must be there from now on */
  function runUntilKilled(
    kind: JournalKind,
    afterMs: number,
    promised: Set<string>,
    environment: Readonly<Record<string, string>>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, folder, kind], {
        env: { ...process.env, NODE_PATH: nodePath, ...environment },
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        if (output === "") setTimeout(() => child.kill("SIGKILL"), afterMs);
        output += text;
      });
      child.once("error", reject);
      child.once("close", (_, signal) => {
        if (signal !== "SIGKILL") reject(new Error("The process ended by itself"));
        // The last line may be cut off.
        for (const line of output.split("\n").slice(0, -1)) {
          if (line.startsWith("+")) promised.add(line.slice(1));
          else promised.delete(line.slice(1));
        }
        resolve();
      });
    });
  }

  /** @returns what was promised and is not there, and halves of groups */
  async function missing(promised: ReadonlySet<string>): Promise<readonly string[]> {
    const journal = await openJournal(folder);
    const found = new Map<string, string>();
    try {
      for await (const [key, value] of journal.entries()) found.set(key, value);
    } finally {
      await journal.close();
    }
    const lost = [...promised].filter((key) => found.get(key)?.startsWith(`${key} `) !== true);
    const whole = (key: string): boolean => found.has(key) && found.get(`${key}.state`) === key;
    const halves = [...found.keys()].map((key) => key.replace(".state", "")).filter((key) => !whole(key));
    return [...lost, ...halves];
  }
});
