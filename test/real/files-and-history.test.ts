import { readFileSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import * as faults from "../../src/emulator/faults";
import { records, textOf } from "../src/client/history/fake-history";
import { useEmulator } from "../src/emulator/use-emulator";
import { until } from "../support/node-flow";
import { wholeLists } from "../support/whole-lists";
import { askNode, everyNodeFlow } from "./every-node-flow";
import type { OurNode } from "./every-node-flow";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { appNode } from "./send-flow";
import type { Changes } from "./send-flow";
import { startStallingRelay } from "./stalling-relay";
import { useEveryNode } from "./use-every-node";
import { endingsAt, unaccounted, watcher } from "./watch-messages";
import type { Ending } from "./watch-messages";

const large = Buffer.alloc(9_000_000, "soil dry ");
const hours = [hoursAgo(3), hoursAgo(2)] as const;
const firstHour = textOf(records(3));
const secondHour = textOf(records(4_000, 4));

describe("files and history in a real Node-RED 4.1", function () {
  this.timeout(60_000);
  const used = useEmulator({ clock: Date.now });
  const { emulator, upload } = used;
  const secrets = new Set<string>();
  let nodeRed: NodeRedProcess;
  let folder: string;
  /** How long the log was. */
  let since = 0;

  before(async function () {
    this.timeout(240_000);
    const settings = { logging: { console: { level: "trace" } } };
    nodeRed = await startNodeRedProcess({ settings, nodes: { watcher } });
  });
  after(async () => (nodeRed as NodeRedProcess | undefined)?.stop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    since = nodeRed.lines().length;
  });
  afterEach(async () => {
    for (const { headers } of emulator.requests()) secrets.add(headers["authorization"]?.replace(/^Bearer /, "") ?? "");
    for (const { secret } of emulator.files()) secrets.add(secret ?? "");
    await rm(folder, { recursive: true });
  });

  it("uses every node in one flow", async () => {
    await useEveryNode(nodeRed, used, folder);
    should(unaccounted(nodeRed, since)).be.empty();
  });

  it("redeploys in the middle of an upload", async () => {
    const relay = await startStallingRelay(emulator.url);
    try {
      const path = join(folder, "soil.bin");
      await writeFile(path, large);
      await nodeRed.deploy(everyNodeFlow(appNode(emulator, { host: relay.url })));
      relay.stallAfter(1_000_000);
      const [ending] = await cutOff([["upload", { file: path }]], () => relay.stalled() === 1);
      should(ending?.error?.cause).match({ operation: "upload-file", outcome: "unknown" });
      should(emulator.files()).be.empty();
    } finally {
      await relay.stop();
    }
  });

  it("redeploys in the middle of a download to the disk", async () => {
    const file = await stored();
    emulator.faults.next("download", faults.silentAfter(1_000_000));
    emulator.faults.next("download", faults.trickle(10_000, 20));
    await nodeRed.deploy(everyNodeFlow(appNode(emulator)));
    const asked = ["soil.bin", "soil too.bin"].map((name) => ["save", { file, path: join(folder, name) }] as const);
    await cutOff(asked, () => inFolder().length === 2);
    should(inFolder()).be.empty();
  });

  it("redeploys in the middle of files of history, of which whole hours stay", async () => {
    writePast();
    const [whole, each] = [join(folder, "all.ndjson"), join(folder, "hours")];
    await mkdir(each);
    await nodeRed.deploy(everyNodeFlow(appNode(emulator)));
    for (const path of [whole, each]) {
      // The first hour is read to its end; of the second come some lines.
      emulator.faults.next("history-file", faults.slow(1));
      emulator.faults.next("history-file", faults.silentAfter(700_000));
      const asked = [["keep", { start: hours[0], end: hours[1], path }]] as const;
      const isWriting = (): boolean =>
        path === each ? inFolder("hours").some(isSecondHour) : sizeOf(path) > Buffer.byteLength(firstHour);
      const [ending] = await cutOff(asked, isWriting);
      should(ending?.error?.cause["hours"]).match(
        wholeLists([
          { hour: hours[0], state: "ok", messages: 3 },
          { hour: hours[1], state: "failed" },
        ]),
      );
    }
    should(readFileSync(whole, "utf8")).equal(firstHour);
    should(inFolder("hours")).eql([`${hours[0]}.ndjson`]);
    should(readFileSync(join(each, `${hours[0]}.ndjson`), "utf8")).equal(firstHour);
    should(inFolder()).eql(["all.ndjson", "hours"]);
  });

  it("redeploys in the middle of an import, and accounts for every record", async () => {
    const list = Array.from({ length: 200 }, (_, index) => ({
      from: "ann",
      target: "ben",
      type: "txt",
      body: { msg: `${index}` },
      msg_timestamp: 1_700_000_000_000 + index,
    }));
    emulator.faults.next("import", faults.slow(20), list.length);
    await nodeRed.deploy(everyNodeFlow(appNode(emulator)));
    const asked = [["import", { records: list }]] as const;
    const [ending] = await cutOff(asked, () => emulator.requests("import").length > 10);
    const { done, left, uncertain } = ending?.error?.cause as {
      readonly done: readonly { readonly index: number; readonly messageId: string }[];
      readonly left: readonly number[];
      readonly uncertain: readonly number[];
    };
    const places = [...done.map(({ index }) => index), ...uncertain, ...left];
    should(places).eql(list.map((_, index) => index));
    const arrived = emulator.messages().map(({ id }) => id);
    should(arrived.slice(0, done.length)).eql(done.map(({ messageId }) => messageId));
    should(arrived.length - done.length).be.within(0, uncertain.length);
    should(uncertain.length).be.belowOrEqual(1);
  });

  it("leaves no file under its name after a kill -9 unless it is whole, and works again", async () => {
    const file = await stored();
    writePast();
    await mkdir(join(folder, "hours"));
    emulator.faults.next("download", faults.silentAfter(1_000_000));
    emulator.faults.next("history-file", faults.slow(1));
    emulator.faults.next("history-file", faults.silentAfter(700_000));
    await nodeRed.deploy(everyNodeFlow(appNode(emulator)));
    const asked = [
      ["save", { file, path: join(folder, "soil.bin") }],
      ["keep", { start: hours[0], end: hours[1], path: join(folder, "hours") }],
    ] as const;
    const ended = Promise.allSettled(asked.map(([node, properties]) => askNode(nodeRed, node, properties)));
    await until(() => inFolder().some(isUnfinished) && inFolder("hours").some(isSecondHour));
    await nodeRed.killAndStartAgain();
    await ended;
    should(inFolder().filter((name) => !isUnfinished(name))).eql(["hours"]);
    should(inFolder("hours").filter((name) => !isUnfinished(name))).eql([`${hours[0]}.ndjson`]);

    since = nodeRed.lines().length;
    for (const [node, properties] of asked) should(await askNode(nodeRed, node, properties)).have.property("passedOn");
    should(readFileSync(join(folder, "soil.bin")).equals(large)).be.true();
    should(readFileSync(join(folder, "hours", `${hours[1]}.ndjson`), "utf8")).equal(secondHour);
    should(unaccounted(nodeRed, since)).be.empty();
  });

  it("has written no token, no secret and no signed address into its log, and left no promise behind", () => {
    const log = nodeRed.lines().join("\n");
    should(log).match(/agora-chat/);
    secrets.add(emulator.app.clientSecret);
    secrets.delete("");
    should(secrets.size).be.above(3);
    for (const secret of secrets) should(log.includes(secret)).be.false();
    should(log).not.match(/Signature|OSSAccessKeyId|share-secret|soil dry/);
    should(log).not.match(/unhandled|uncaught|Close timed out|Error stopping|MaxListenersExceeded/i);
  });

  /** Asks, deploys anew as soon as all is under way, and waits for how it ended: stopped, and each once. */
  async function cutOff(
    asked: readonly (readonly [OurNode, Changes])[],
    isUnderWay: () => boolean,
  ): Promise<readonly Ending[]> {
    const before = nodeRed.lines().length;
    const waiting = new AbortController();
    const ended = Promise.allSettled(asked.map(([node, given]) => askNode(nodeRed, node, given, waiting.signal)));
    await until(isUnderWay);
    const startedAt = performance.now();
    await nodeRed.deploy(everyNodeFlow(appNode(emulator)));
    // Node-RED itself waits for 15 seconds.
    should(performance.now() - startedAt).be.below(3_000);
    waiting.abort();
    await ended;
    const endings = [...new Set(asked.map(([node]) => node))].flatMap((node) => endingsAt(nodeRed, node, before));
    should(endings.map(({ error }) => error?.code)).eql(asked.map(() => "CHAT_STOPPED"));
    should(unaccounted(nodeRed, before)).be.empty();
    return endings;
  }

  async function stored(): Promise<string> {
    await upload(large, { filename: "soil.bin", type: "application/octet-stream" });
    return emulator.files().at(-1)?.uuid ?? "";
  }

  /** Two hours, the second as long plain as packed, so that it can come in part. */
  function writePast(): void {
    emulator.history.put(hours[0], records(3));
    emulator.history.put(hours[1], Buffer.from(secondHour));
  }

  function inFolder(name = "."): readonly string[] {
    return readdirSync(join(folder, name)).sort();
  }
});

function isUnfinished(name: string): boolean {
  return /^\..*\.part$/.test(name);
}

function isSecondHour(name: string): boolean {
  return isUnfinished(name) && name.includes(hours[1]);
}

function sizeOf(path: string): number {
  try {
    return readFileSync(path).length;
  } catch {
    return 0;
  }
}

function hoursAgo(count: number): string {
  return new Date(Date.now() - count * 3_600_000).toISOString().slice(0, 13).replace(/\D/g, "");
}
