import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import helper from "node-red-node-test-helper";
import should from "should";
import * as faults from "../../../src/emulator/faults";
import { packed, record, records, textOf } from "../../src/client/history/fake-history";
import { useEmulator } from "../../src/emulator/use-emulator";
import { turns, until } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";
import { hour, useHistoryFlow } from "./history-flow";

describe("the history node writing files", () => {
  const { emulator } = useEmulator();
  const flow = useHistoryFlow(emulator);
  const later = "2025100908";
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    emulator.clock.advance(60 * 60_000);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const toFile = (path: string): Properties => ({ output: "file", path, end: later });

  it("writes one file an hour into a folder, and says of each where it is", async () => {
    emulator.history.put(hour, records(3));
    emulator.history.put(later, records(2, 4), records(1, 6));
    const { done, passedOn, summaries } = await flow.read(toFile(folder));
    should(done).eql([undefined]);
    should((await readdir(folder)).sort()).eql([`${hour}.ndjson`, `${later}.ndjson`]);
    should(await readFile(join(folder, `${hour}.ndjson`), "utf8")).equal(textOf(records(3)));
    should(await readFile(join(folder, `${later}.ndjson`), "utf8")).equal(textOf(records(3, 4)));
    const bytes = Buffer.byteLength(textOf(records(3)));
    should(passedOn.map(({ payload }) => payload)).eql([
      { path: join(folder, `${hour}.ndjson`), hour, messages: 3, bytes },
      { path: join(folder, `${later}.ndjson`), hour: later, messages: 3, bytes },
    ]);
    should(passedOn.map((message) => message["parts"])).match(
      wholeLists([
        { index: 0, len: 1 },
        { index: 1, count: 2 },
      ]),
    );
    should(summaries[0]?.payload).match({ messages: 6, bytes: 2 * bytes });
  });

  it("takes a path that ends in a separator for a folder, and writes no file for an hour without messages", async () => {
    emulator.history.put(hour, records(1));
    const { done, passedOn } = await flow.read(toFile(folder + sep));
    should(done).eql([undefined]);
    should(passedOn).have.length(1);
    should(await readdir(folder)).eql([`${hour}.ndjson`]);
  });

  it("writes an hour that is there already anew", async () => {
    await writeFile(join(folder, `${hour}.ndjson`), "old\n".repeat(1_000));
    emulator.history.put(hour, records(1));
    await flow.read(toFile(folder));
    should(await readFile(join(folder, `${hour}.ndjson`), "utf8")).equal(textOf(records(1)));
  });

  it("puts all hours into one file, behind what is there", async () => {
    const path = join(folder, "all.ndjson");
    await writeFile(path, '{"msg_id":"old"}');
    emulator.history.put(hour, records(3));
    emulator.history.put(later, Buffer.from(textOf(records(2, 4)).trimEnd()));
    const { passedOn } = await flow.read(toFile(path));
    should(await readFile(path, "utf8")).equal(`{"msg_id":"old"}\n${textOf(records(5))}`);
    should(passedOn.map(({ payload }) => payload)).match(
      wholeLists([
        { path, hour },
        { path, hour: later },
      ]),
    );
  });

  it("writes only what its filter lets through, as the service wrote it", async () => {
    const line = ' { "msg_id" : "9", "from":"\\u0061nn" } ';
    emulator.history.put(hour, [record("1"), line, record("2")]);
    const path = join(folder, "ann.ndjson");
    await flow.read({ ...toFile(path), sender: "ann" });
    should(await readFile(path, "utf8")).equal(`${line}\n`);
  });

  it("begins relative paths where Node-RED's file nodes do", async () => {
    emulator.history.put(hour, records(1));
    const usual = helper.settings({ fileWorkingDirectory: folder });
    try {
      const { passedOn } = await flow.read(toFile("hours.ndjson"));
      should(passedOn[0]?.payload).match({ path: join(folder, "hours.ndjson") });
    } finally {
      helper.settings({ ...usual, fileWorkingDirectory: undefined });
    }
  });

  describe("when an hour fails", () => {
    const whole = packed(records(4_000, 4));

    beforeEach(() => {
      emulator.history.put(hour, records(3));
      emulator.history.put(later, whole.subarray(0, whole.length / 2));
    });

    it("leaves nothing of it in a folder", async () => {
      const { done, passedOn, caught } = await flow.read(toFile(folder));
      should(done).match(wholeLists([{ code: "CHAT_BAD_ANSWER" }]));
      should(await readdir(folder)).eql([`${hour}.ndjson`]);
      should(passedOn.map(({ payload }) => payload)).match(wholeLists([{ hour, messages: 3 }]));
      should((caught[0]?.["chatError"] as Properties)["hours"]).eql([
        { hour, state: "ok", messages: 3 },
        { hour: later, state: "failed", messages: 0 },
      ]);
    });

    it("leaves nothing of it in a file of many hours", async () => {
      const path = join(folder, "all.ndjson");
      await writeFile(path, "{}\n");
      await flow.read(toFile(path));
      should(await readFile(path, "utf8")).equal(`{}\n${textOf(records(3))}`);
    });
  });

  it("repeats nothing of a download that broke off", async () => {
    emulator.history.put(hour, Buffer.from(textOf(records(400))));
    emulator.faults.next("history-file", faults.cutAfter(50_000));
    await flow.read(toFile(folder));
    should(await readFile(join(folder, `${hour}.ndjson`), "utf8")).equal(textOf(records(400)));
  });

  it("lets messages that write to the same file wait for each other, hour by hour", async () => {
    emulator.history.put(hour, records(300));
    const path = join(folder, "all.ndjson");
    await flow.load({ output: "file", path });
    const outcomes = await Promise.all([flow.ask(), flow.ask(), flow.ask()]);
    should(outcomes.map(({ done }) => done)).eql([[undefined], [undefined], [undefined]]);
    should(await readFile(path, "utf8")).equal(textOf(records(300)).repeat(3));
  });

  it("knows a file by another name, too", async () => {
    emulator.history.put(hour, Buffer.from(textOf(records(4_000))));
    emulator.history.put(later, records(3, 5_000));
    emulator.faults.next("history-file", faults.silentAfter(700_000));
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "linked"));
    await flow.load({ output: "file", path: "path", pathType: "msg" });
    const first = flow.ask({ path: join(folder, "real", "all.ndjson") });
    await until(() => existsSync(join(folder, "real", "all.ndjson")));
    const second = flow.ask({ path: join(folder, "linked", "all.ndjson"), payload: later });
    await turns(200);
    const written = await readFile(join(folder, "real", "all.ndjson"), "utf8");
    should(written.includes(textOf(records(1, 5_000)))).be.false();
    await flow.deploy([]);
    await Promise.all([first, second]);
  });

  it("leaves no unfinished file behind when it is redeployed", async () => {
    emulator.history.put(hour, Buffer.from(textOf(records(4_000))));
    emulator.faults.next("history-file", faults.silentAfter(700_000));
    await flow.load(toFile(folder));
    const asking = flow.ask();
    const files = await untilSome(folder);
    should(files).match(wholeLists([/^\.2025100907\.[0-9a-f]+\.part$/]));
    await flow.deploy([]);
    should((await asking).done).match(wholeLists([{ code: "CHAT_STOPPED" }]));
    should(await readdir(folder)).eql([]);
  });

  it("does not write over a folder that stands where the hour's file should", async () => {
    await mkdir(join(folder, `${hour}.ndjson`, "inside"), { recursive: true });
    emulator.history.put(hour, records(1));
    const { done, caught } = await flow.read(toFile(folder));
    should(done).match(wholeLists([{ code: "CHAT_INVALID_INPUT" }]));
    should((caught[0]?.["chatError"] as Properties)["issues"]).match(wholeLists([{ path: "path" }]));
    should(await readdir(folder)).eql([`${hour}.ndjson`]);
  });
});

async function untilSome(folder: string): Promise<readonly string[]> {
  let found: readonly string[] = [];
  let looking = false;
  await until(() => {
    if (looking || found.length > 0) return found.length > 0;
    looking = true;
    void readdir(folder).then((names) => {
      found = names;
      looking = false;
    });
    return false;
  });
  return found;
}
