import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import { jsonOf, root } from "../house/checkout";
import { packedPalette } from "../real/packed-palette";

const folder = ".cache/demo";
const exampleNodes = jsonOf("examples/Send messages.json") as readonly ExampleNode[];

describe("the demo", function () {
  this.timeout(60_000);
  let demo: Demo;

  before(async function () {
    this.timeout(240_000);
    // Builds `dist/`, which the demo then takes as it is.
    await packedPalette();
  });

  beforeEach(async () => {
    rmSync(join(root, folder), { recursive: true, force: true });
    demo = await startDemo();
  });

  afterEach(async () => {
    if (demo.child.exitCode === null) demo.child.kill("SIGTERM");
    await demo.ended;
  });

  it("shows the messages of its buttons on the emulator's page, and Ctrl-C ends all of it", async () => {
    should((await fetch(demo.emulator)).headers.get("content-type")).startWith("text/html");
    const page = readEvents(`${demo.emulator}/events`);
    for (const name of ["soil too dry", "picture of bed 3", "where bed 3 is"]) await press(demo, idOf(name));
    const messages = await page.until(4);
    should(messages.map(({ to, type }) => `${type} to ${to}`).sort()).eql([
      "img to ann",
      "txt to 183453535346689",
      "txt to ann",
      "txt to ben",
    ]);
    const picture = messages.find(({ type }) => type === "img")?.body["url"];
    should((await fetch(String(picture))).headers.get("content-type")).equal("image/png");

    demo.child.kill("SIGINT");
    should(await demo.ended).equal(0);
    for (const url of [demo.nodeRed, demo.emulator]) await should(fetch(url)).be.rejected();
  });

  it("ends when Node-RED does, and the next time has what was changed in the flow", async () => {
    // A shell that ends its parent, which is Node-RED.
    const end = {
      id: "end",
      type: "exec",
      command: "kill -9 $PPID",
      addpay: "",
      useSpawn: "false",
      wires: [[], [], []],
    };
    const start = { id: "start", type: "inject", name: "", props: [], wires: [["end"]] };
    const flows = (await ask(`${demo.nodeRed}/flows`)) as readonly ExampleNode[];
    const tab = flows.find(({ type }) => type === "tab")?.id;
    const added = [start, end].map((node) => ({ ...node, z: tab, x: 100, y: 700 }));
    await ask(`${demo.nodeRed}/flows`, [...flows, ...added]);
    await press(demo, "start");
    should(await demo.ended).equal(1);
    await should(fetch(demo.emulator)).be.rejected();

    demo = await startDemo();
    const kept = (await ask(`${demo.nodeRed}/flows`)) as readonly ExampleNode[];
    should(kept.map(({ id }) => id)).containEql("end");
    await press(demo, idOf("soil too dry"));
    should(await readEvents(`${demo.emulator}/events`).until(3)).have.length(3);
  });
});

interface Demo {
  readonly child: ChildProcess;
  readonly nodeRed: string;
  readonly emulator: string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

async function startDemo(): Promise<Demo> {
  const script = ["--import", "tsx", join(root, "scripts", "demo.ts"), "--no-build", `--folder=${folder}`];
  const child = spawn(process.execPath, script, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  while (!said.includes("Ctrl-C ends the demo")) {
    if (child.exitCode !== null) throw new Error(`the demo ended: ${said}`);
    await pause(50);
  }
  const [nodeRed = "", emulator = ""] = [...said.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url);
  return { child, nodeRed, emulator, ended };
}

interface ExampleNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
}

interface ShownMessage {
  readonly to: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function idOf(name: string): string {
  return exampleNodes.find((node) => node.type === "inject" && node.name === name)?.id ?? "";
}

async function press(demo: Demo, id: string): Promise<void> {
  // A deploy answers before its flow runs.
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`${demo.nodeRed}/inject/${id}`, { method: "POST" })).status === 200) return;
    await pause(50);
  }
  throw new Error(`there is no button ${id}`);
}

async function ask(url: string, body?: unknown): Promise<unknown> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const response = await fetch(url, {
    headers,
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** Listens to what the emulator's page listens to, until it has what it is asked for. */
function readEvents(url: string): { until(count: number): Promise<readonly ShownMessage[]> } {
  const messages: ShownMessage[] = [];
  const ending = new AbortController();
  const read = async (): Promise<void> => {
    const response = await fetch(url, { signal: ending.signal });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const [, kind, data = ""] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
        if (kind === "message") messages.push(JSON.parse(data) as ShownMessage);
        if (kind === "snapshot") messages.push(...(JSON.parse(data) as { messages: ShownMessage[] }).messages);
      }
    }
  };
  const reading = read().catch(() => undefined);
  return {
    async until(count) {
      while (messages.length < count) await pause(20);
      ending.abort();
      await reading;
      return messages;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
