import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { diskFiles } from "../../../../src/delivery/outbox/log/log-files";
import type { LogFile, LogFiles } from "../../../../src/delivery/outbox/log/log-files";
import { openLogJournal } from "../../../../src/delivery/outbox/log-journal";
import { settled } from "../../../support/fake-send";
import { createForgetfulFiles, failure } from "../../../support/power-cut/forgetful-files";
import type { ForgetfulFiles } from "../../../support/power-cut/forgetful-files";
import { wholeLists } from "../../../support/whole-lists";
import { contents, describeJournal, put } from "./journal.conformance";

const first = "/log/00000001.log";

describe("the journal that is a log of our own", () => {
  let folder: string;
  let writes: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    writes = 0;
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const counting: LogFiles = {
    ...diskFiles,
    async open(path, how) {
      const file = await diskFiles.open(path, how);
      const write: LogFile["write"] = (bytes, position) => {
        writes += 1;
        return file.write(bytes, position);
      };
      return { ...file, write };
    },
  };
  const onDisk = (leastDeadBytes?: number): Promise<Journal> =>
    openLogJournal(folder, { files: counting, ...(leastDeadBytes === undefined ? {} : { leastDeadBytes }) });
  const commits = (): number => {
    const last = writes;
    writes = 0;
    return last;
  };

  describeJournal("of a log", () => ({ open: () => onDisk(), commits }));
  describeJournal("of a log that is compacted all the time", () => ({ open: () => onDisk(100_000), commits }));

  it("compacts itself when more is dead than alive", async () => {
    const journal = await onDisk(10_000);
    const value = "x".repeat(500);
    for (let at = 0; at < 100; at += 1) {
      await journal.write([put(`live ${at}`, value)], false);
      await journal.write([put("again", value)], false);
      await journal.write([put("once", value)], false);
      await journal.write([{ remove: "once" }], false);
    }
    await journal.close();
    const names = await readdir(folder);
    should(names).have.length(1);
    should(names[0]).not.equal("00000001.log");
    const { size } = await stat(join(folder, names[0] ?? ""));
    should(size).be.within(50_000, 2 * 110 * 530 + 10_000);
    const again = await onDisk();
    should(await contents(again)).have.length(101);
    await again.close();
  });

  it("lets who reads go on reading while it compacts itself", async () => {
    const journal = await onDisk(5_000);
    for (let at = 0; at < 1_200; at += 1) await journal.write([put(String(at).padStart(4, "0"), "x")], false);
    const seen: string[] = [];
    for await (const [key] of journal.entries()) {
      seen.push(key);
      if (seen.length === 100) {
        for (let at = 0; at < 1_200; at += 1) await journal.write([{ remove: String(at).padStart(4, "0") }], false);
      }
    }
    should(seen).have.length(1_200);
    should(await readdir(folder)).not.containEql("00000001.log");
    await journal.close();
  });

  describe("on a disk that tests can look at", () => {
    let files: ForgetfulFiles;
    const open = (): Promise<Journal> => openLogJournal("/log", { files, leastDeadBytes: 10_000 });

    beforeEach(() => {
      files = createForgetfulFiles();
    });

    async function threeGroups(): Promise<readonly number[]> {
      const journal = await open();
      const ends: number[] = [];
      for (const key of ["a", "b", "c"]) {
        await journal.write([put(`${key}1`, `value ${key}`), put(`${key}2`, `value ${key}`)], true);
        ends.push(files.bytesOf(first).length);
      }
      await journal.close();
      return ends;
    }

    it("drops the last group where it is torn, at whatever byte, and goes on behind the one before", async () => {
      const [, end = 0, whole = 0] = await threeGroups();
      const bytes = files.bytesOf(first);
      for (let length = end; length < whole; length += 1) {
        files = createForgetfulFiles();
        files.setBytes(first, bytes.subarray(0, length));
        const journal = await open();
        should(files.bytesOf(first).length).equal(end);
        should((await contents(journal)).map(([key]) => key)).eql(["a1", "a2", "b1", "b2"]);
        await journal.write([put("d", "")], true);
        await journal.close();
        should(await keysAgain()).eql(["a1", "a2", "b1", "b2", "d"]);
      }
    });

    it("drops the last group where any byte of it is another", async () => {
      const [, end = 0, whole = 0] = await threeGroups();
      const bytes = files.bytesOf(first);
      for (let at = end; at < whole; at += 1) {
        files = createForgetfulFiles();
        files.setBytes(first, changedAt(bytes, at));
        should(await keysAgain()).eql(["a1", "a2", "b1", "b2"]);
      }
    });

    it("refuses a log that is damaged where it had been on the disk, and changes nothing of it", async () => {
      const [, end = 0] = await threeGroups();
      const bytes = files.bytesOf(first);
      const header = bytes.indexOf("\n") + 1;
      for (let at = header; at < end; at += 1) {
        files = createForgetfulFiles();
        files.setBytes(first, changedAt(bytes, at));
        const error: unknown = await open().catch((thrown: unknown) => thrown);
        should(error).match({ code: "CHAT_NOT_CONFIGURED" });
        should(error).have.propertyByPath("details", "issues", "0", "problem").equal("outbox-unreadable");
        should(files.bytesOf(first).length).equal(bytes.length);
      }
    });

    it("drops all from a bad group on where nothing behind it had been promised", async () => {
      let journal = await open();
      await journal.write([put("a", "one")], true);
      const end = files.bytesOf(first).length;
      for (const key of ["b", "c", "d"]) await journal.write([put(key, "x")], false);
      const bytes = files.bytesOf(first);
      files = createForgetfulFiles();
      files.setBytes(first, changedAt(bytes, end + 20));
      journal = await open();
      should(await contents(journal)).eql([["a", "one"]]);
      await journal.close();
    });

    for (const [text, problem, found] of [
      ["agora-chat-outbox-log 2\nwhatever", "outbox-newer-version", "2"],
      ["agora-chat-outbox-log 31\n", "outbox-newer-version", "31"],
      ["something else\n", "outbox-unreadable", "/log"],
      ["an agora-chat-outbox-log 1\n", "outbox-unreadable", "/log"],
      ["", "outbox-unreadable", "/log"],
    ] as const) {
      it(`refuses a log that begins with ${JSON.stringify(text)}: ${problem}`, async () => {
        files.setBytes(first, Buffer.from(text));
        const error: unknown = await open().catch((thrown: unknown) => thrown);
        const issues = [{ path: "outbox", problem, params: { found } }];
        should(error).match(wholeLists({ code: "CHAT_NOT_CONFIGURED", details: { issues } }));
        should(files.bytesOf(first).toString()).equal(text);
        should(files.openFiles).equal(0);
      });
    }

    it("keeps nothing of a group for which the disk had no room, and goes on when there is some again", async () => {
      const journal = await open();
      await journal.write([put("a", "one")], true);
      const { length } = files.bytesOf(first);
      files.beforeCall = (name) => {
        if (name === "write") throw failure("ENOSPC");
      };
      for (let tries = 0; tries < 3; tries += 1) {
        await should(journal.write([put("b", "x".repeat(5_000)), { remove: "a" }], true)).be.rejectedWith({
          code: "ENOSPC",
        });
      }
      should(files.bytesOf(first).length).equal(length);
      should(await contents(journal)).eql([["a", "one"]]);
      files.beforeCall = () => undefined;
      await journal.write([put("c", "three")], true);
      await journal.close();
      should(await keysAgain()).eql(["a", "c"]);
    });

    it("trusts a file no more whose sync failed: all goes to a new one before anything else is promised", async () => {
      const journal = await open();
      await journal.write([put("a", "one")], true);
      await journal.write([put("b", "two")], false);
      let isFirst = true;
      files.beforeCall = (name) => {
        if (name === "sync" && isFirst) {
          isFirst = false;
          throw failure("EIO");
        }
      };
      await should(journal.write([put("c", "three")], true)).be.rejectedWith({ code: "EIO" });
      await journal.write([put("d", "four")], true);
      should(files.paths()).eql(["/log/00000002.log"]);
      files = files.cutPower("forgotten");
      should(await keysAgain()).eql(["a", "b", "d"]);
    });

    it("has nothing in it after its end of a group that failed and could not be taken back", async () => {
      const journal = await open();
      await journal.write([put("a", "one")], true);
      const failing = new Set(["sync", "truncate"]);
      files.beforeCall = (name) => {
        if (failing.delete(name)) throw failure("EIO");
      };
      await should(journal.write([put("b", "two")], true)).be.rejectedWith({ code: "EIO" });
      await journal.close();
      should(failing.size).equal(0);
      should(await keysAgain()).eql(["a"]);
    });

    it("has on the disk at its end what was not durable before", async () => {
      const journal = await open();
      await journal.write([put("a", "one")], false);
      await journal.close();
      files = files.cutPower("forgotten");
      should(await keysAgain()).eql(["a"]);
    });

    it("does not take for damage what a process left unsynced that was killed, and a power cut took", async () => {
      for (let lost = 0; lost < 12; lost += 1) {
        files = createForgetfulFiles();
        await (await open()).write([put("a", "x".repeat(300))], false);
        files = files.kill();
        await (await open()).write([put("b", "x".repeat(300))], false);
        let page = 0;
        // The first question is for the size of the file.
        files = files.cutPower({ pages: () => (page += 1) !== lost + 2 });
        should(["", "a", "a b"]).containEql((await keysAgain()).join(" "));
      }
    });

    it("works on with the file it has where it cannot be compacted", async () => {
      const journal = await open();
      files.beforeCall = (name) => {
        if (name === "open") throw failure("ENOSPC");
      };
      for (let at = 0; at < 100; at += 1) await journal.write([put("a", `${at}${"x".repeat(500)}`)], true);
      should(files.paths()).eql([first]);
      files.beforeCall = () => undefined;
      for (let at = 0; at < 100; at += 1) await journal.write([put("a", `${at}${"x".repeat(500)}`)], true);
      should(files.paths()).not.containEql(first);
      await journal.close();
      should(await keysAgain()).eql(["a"]);
    });

    it("does not try with each write again to compact itself where it cannot, and leaves nothing of it", async () => {
      const journal = await open();
      let tries = 0;
      files.beforeCall = (name) => {
        if (name !== "rename") return;
        tries += 1;
        throw failure("ENOSPC");
      };
      // Once for each 10,000 bytes more, of 53,000.
      for (let at = 0; at < 100; at += 1) await journal.write([put("a", `${at}${"x".repeat(500)}`)], true);
      should(tries).be.within(2, 5);
      should(files.paths()).eql([first]);
      should(files.openFiles).equal(1);
      files.beforeCall = () => undefined;
      await journal.close();
    });

    it("waits for the disk only where that is asked for, and for names only when there is a new one", async () => {
      const journal = await open();
      const calls: string[] = [];
      files.beforeCall = (name) => void calls.push(name);
      await journal.write([put("a", "one")], false);
      await journal.write([put("b", "two")], true);
      await journal.write([put("c", "three")], true);
      should(calls).eql(["write", "write", "sync", "write", "sync"]);
      while (files.paths().includes(first)) await journal.write([put("a", "x".repeat(3_000))], false);
      calls.length = 0;
      await journal.write([put("b", "two")], true);
      should(calls).eql(["write", "sync"]);
      await journal.close();
    });

    it("has on the disk at its end what was compacted under a name that is not there yet", async () => {
      const journal = await open();
      let failures = 0;
      files.beforeCall = (name) => {
        if (name !== "syncFolder" || failures > 0) return;
        failures += 1;
        throw failure("EIO");
      };
      while (failures < 1) {
        await journal.write([put("a", "x".repeat(3_000))], false);
        // It is compacted when the write has ended.
        for (let turn = 0; turn < 5; turn += 1) await settled();
      }
      await journal.close();
      files = files.cutPower("forgotten");
      should(await keysAgain()).eql(["a"]);
      should(files.paths()).eql(["/log/00000002.log"]);
    });

    it("removes what compacting has left, and nothing else", async () => {
      await threeGroups();
      const bytes = files.bytesOf(first);
      files = createForgetfulFiles();
      for (const name of ["00000001.log", "00000003.log.new", "notes.log", "100000009.log", "00000009.log.txt"]) {
        files.setBytes(`/log/${name}`, Buffer.from("something"));
      }
      files.setBytes("/log/00000002.log", bytes);
      files.beforeCall = (name) => {
        if (name === "remove") throw failure("EPERM");
      };
      should(await keysAgain()).have.length(6);
      files.beforeCall = () => undefined;
      should(await keysAgain()).have.length(6);
      should([...files.paths()].sort()).eql([
        "/log/00000002.log",
        "/log/00000009.log.txt",
        "/log/100000009.log",
        "/log/notes.log",
      ]);
    });

    it("leaves no file open where it cannot be opened, or is closed, whether that works or not", async () => {
      for (const fatal of ["size", "sync", "syncFolder"]) {
        await threeGroups();
        files.beforeCall = (name) => {
          if (name === fatal) throw failure("EIO");
        };
        await should(open()).be.rejectedWith({ code: "EIO" });
        should(files.openFiles).equal(0);
        files = createForgetfulFiles();
      }
      const journal = await open();
      await journal.write([put("a", "one")], false);
      files.beforeCall = (name) => {
        if (name === "sync") throw failure("EIO");
      };
      await should(journal.close()).be.rejectedWith({ code: "EIO" });
      should(files.openFiles).equal(0);
    });

    it("keeps a file open that it has left as long as anybody reads it, and no longer", async () => {
      const journal = await open();
      await journal.write([put("b", "one"), put("c", "two")], false);
      const compact = async (): Promise<void> => {
        const before = files.paths();
        while (files.paths().join() === before.join()) await journal.write([put("a", "x".repeat(3_000))], false);
        // Waits for the end of it.
        await journal.write([put("a", "")], false);
      };
      const [one, other, third] = [journal.entries(), journal.entries(), journal.entries()].map((entries) =>
        entries[Symbol.asyncIterator](),
      );
      await one?.next();
      await other?.next();
      should(files.openFiles).equal(1);
      await compact();
      await third?.next();
      should(files.openFiles).equal(2);
      await one?.return?.();
      should(files.openFiles).equal(2);
      await other?.return?.();
      should(files.openFiles).equal(1);
      await third?.return?.();
      should(files.openFiles).equal(1);
      await compact();
      should(files.openFiles).equal(1);
      const last = journal.entries()[Symbol.asyncIterator]();
      await last.next();
      await compact();
      should(files.openFiles).equal(2);
      await journal.close();
      should(files.openFiles).equal(0);
      await last.return?.();
    });

    async function keysAgain(): Promise<readonly string[]> {
      const journal = await open();
      const found = await contents(journal);
      await journal.close();
      return found.map(([key]) => key);
    }
  });
});

function changedAt(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x10;
  return changed;
}
