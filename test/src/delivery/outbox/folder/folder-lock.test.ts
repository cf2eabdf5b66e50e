import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import should from "should";
import { lockFolder } from "../../../../../src/delivery/outbox/folder/folder-lock";

describe("the lock of a folder", () => {
  let folder: string;
  let lock: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    lock = join(folder, "lock");
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("keeps others out until it is given back, and leaves nothing behind", async () => {
    const unlock = await lockFolder(folder);
    await should(lockFolder(folder)).be.rejectedWith({ code: "CHAT_NOT_CONFIGURED" });
    await unlock();
    await (
      await lockFolder(folder)
    )();
    should(await readdir(folder)).be.empty();
  });

  it("is taken over from a process that is no more", async () => {
    const pid = await pidOfTheDead();
    await writeFile(lock, JSON.stringify({ pid, begun: "", id: "x" }));
    await (
      await lockFolder(folder)
    )();
    should(await readdir(folder)).be.empty();
  });

  if (process.platform === "linux") {
    it("is taken over where another process has got the number of the one that held it", async () => {
      const unlock = await lockFolder(folder);
      const own = await readFile(lock, "utf8");
      await writeFile(lock, own.replace(/"begun":"\d+/, '"begun":"1'));
      const unlockAgain = await lockFolder(folder);
      await unlock();
      // It is not his any more.
      await should(lockFolder(folder)).be.rejectedWith({ code: "CHAT_NOT_CONFIGURED" });
      await unlockAgain();
    });
  }

  for (const text of ["", "{", "null", '{"pid":"1"}']) {
    it(`is taken over where it says ${JSON.stringify(text)} and goes on saying so`, async () => {
      await writeFile(lock, text);
      await (
        await lockFolder(folder)
      )();
      should(await readdir(folder)).be.empty();
    });
  }

  it("is left to another who has made it and not yet written it", async () => {
    await writeFile(lock, "");
    const locking = lockFolder(folder);
    await setTimeout(300);
    const begun = await beginningOfThis();
    await writeFile(lock, JSON.stringify({ pid: process.pid, begun, id: "x" }));
    await should(locking).be.rejectedWith({ code: "CHAT_NOT_CONFIGURED" });
    should(JSON.parse(await readFile(lock, "utf8"))).match({ id: "x" });
    should(await readdir(folder)).eql(["lock"]);
  });

  it("is said to be another's only where it is: other errors are what they are", async () => {
    await should(lockFolder(join(folder, "nowhere"))).be.rejectedWith({ code: "ENOENT" });
  });

  it("is got by one of many who come at the same time", async () => {
    await writeFile(lock, JSON.stringify({ pid: await pidOfTheDead(), begun: "", id: "x" }));
    const results = await Promise.allSettled(Array.from({ length: 2 }, () => lockFolder(folder)));
    const got = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    should(got).have.length(1);
    await got[0]?.();
  });
});

/** As a lock of this process says it. */
async function beginningOfThis(): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
  const unlock = await lockFolder(folder);
  const { begun } = JSON.parse(await readFile(join(folder, "lock"), "utf8")) as { readonly begun: unknown };
  await unlock();
  await rm(folder, { recursive: true });
  return begun;
}

function pidOfTheDead(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    child.once("close", () => resolve(child.pid ?? 0));
  });
}
