import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import should from "should";
import { jsonOf, root } from "../house/checkout";
import { packedPalette } from "../real/packed-palette";
import { readPageEvents } from "./read-page-events";
import type { ShownCounts, ShownMessage } from "./read-page-events";
import { readSidebar } from "./read-sidebar";
import { startDemo } from "./start-demo";
import type { Demo } from "./start-demo";

const folder = ".cache/demo";
const picturePath = join(root, folder, "pictures", "greenhouse.png");
const flowFiles = [
  "examples/Sending/Send messages.json",
  "scripts/demo-conversation.json",
  "scripts/demo-files-and-history.json",
  "scripts/demo-storm-and-outage.json",
];
const nodes = flowFiles.flatMap((path) => jsonOf(path) as readonly ExampleNode[]);

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
    demo = await startDemo(folder);
  });

  afterEach(async () => {
    if (demo.child.exitCode === null) demo.child.kill("SIGTERM");
    await demo.ended;
  });

  it("shows the messages of its buttons on the emulator's page, and Ctrl-C ends all of it", async () => {
    should((await fetch(demo.emulator)).headers.get("content-type")).startWith("text/html");
    const page = readPageEvents(demo.emulator);
    for (const name of ["soil too dry", "picture of bed 3", "where bed 3 is"]) await press(demo, idOf(name));
    const messages = await page.messages(4);
    should(messages.map(({ to, type }) => `${type} to ${to}`).sort()).eql([
      "img to ann",
      "txt to 183453535346689",
      "txt to ann",
      "txt to ben",
    ]);
    const picture = messages.find(({ type }) => type === "img")?.body["url"];
    should((await fetch(String(picture))).headers.get("content-type")).equal("image/png");
    await page.close();

    demo.child.kill("SIGINT");
    should(await demo.ended).equal(0);
    for (const url of [demo.nodeRed, demo.emulator]) await should(fetch(url)).be.rejected();
  });

  it("answers what is written on the emulator's page, and refuses a word", async () => {
    const page = readPageEvents(demo.emulator);
    const sidebar = await readSidebar(demo.nodeRed);
    should(await page.callsBack()).eql({ postSend: true, preSend: true });

    // As it starts, the flow presses the other button itself.
    await pause(500);
    await press(demo, idOf("it has rained"));
    while ((await sidebar.shown("moisture", 1)).at(-1) !== "78") await pause(20);
    should((await say(demo, "/status")).status).equal(200);
    const [asked, answer] = await page.messages(2);
    should(asked).containDeep({ from: "ann", to: "admin", body: { msg: "/status" } });
    should(answer).containDeep({ from: "admin", to: "ann", type: "txt" });
    should(answer?.body["msg"]).equal("The soil of bed 3 is at 78 % moisture.");

    should((await say(demo, "hello")).status).equal(200);
    const [, , , hint] = await page.messages(4);
    should(hint?.to).equal("ann");
    should(hint?.body["msg"])
      .be.a.String()
      .and.match(/^Hello ann! .*\/status/);

    const refusal = await say(demo, "Who has weedkiller?");
    should(refusal.status).equal(403);
    should(await refusal.json()).eql({ error: "No weedkiller in this garden" });
    // A loop would have gone on meanwhile.
    await sidebar.shown("answered", 2);
    should(await page.messages(4)).have.length(4);
    sidebar.close();
    await page.close();
  });

  it("shows what files, history and recall are for, button by button", async () => {
    const page = readPageEvents(demo.emulator);
    const sidebar = await readSidebar(demo.nodeRed);

    await press(demo, idOf("1. drop in a picture"));
    const [picture] = await page.messages(1);
    should(picture).containDeep({ to: "ann", type: "img", body: { size: { width: 640, height: 400 } } });
    const shipped = readFileSync(picturePath);
    should(await shownPicture(demo, picture)).eql(shipped);
    // The next button takes what the flow has kept by then.
    await sidebar.shown("picture sent", 1);

    await press(demo, idOf("2. fetch its thumbnail"));
    const [, thumbnail] = await page.messages(2);
    should(thumbnail).containDeep({ to: "ben", type: "img", body: { size: { width: 170, height: 106 } } });
    should(await shownPicture(demo, thumbnail)).not.eql(shipped);

    await press(demo, idOf("3. bring in old messages"));
    const old = (await page.messages(6)).slice(2);
    const hours = new Set(old.map(({ timestamp }) => Math.floor(timestamp / 3_600_000)));
    should(old.map(({ type, imported }) => ({ type, imported }))).matchEach({ type: "txt", imported: true });
    should(hours.size).equal(1);
    await sidebar.shown("imported", 1);

    await press(demo, idOf("4. read that hour"));
    const records = (await sidebar.shown("each message", 4)) as readonly { readonly msg_id: string }[];
    should(records.map(({ msg_id }) => msg_id)).eql(old.map(({ id }) => id));
    should(await sidebar.shown("summary", 1)).containDeep([{ messages: 4, hours: [{ state: "ok", messages: 4 }] }]);

    await press(demo, idOf("5. raise an alarm"));
    const alarm = (await page.messages(8)).slice(6);
    await sidebar.shown("receipts", 1);
    await press(demo, idOf("6. take it back"));
    should([...(await page.recalled(2))].sort()).eql(alarm.map(({ id }) => id).sort());
    should(await sidebar.shown("recalled or not", 1)).containDeep([[{ to: "ann", recalled: true }]]);
    should(sidebar.names()).not.containEql("what went wrong");

    sidebar.close();
    await page.close();
  });

  it("takes a storm at the allowed rate and in order, waits out an outage, and writes to many at once", async function () {
    this.timeout(120_000);
    const page = readPageEvents(demo.emulator);
    const sidebar = await readSidebar(demo.nodeRed);
    const latest = (): ShownCounts | undefined => page.counts().at(-1);

    await press(demo, idOf("1. 500 alarms at once"));
    await page.messages(120);
    await press(demo, idOf("2. the service goes away for ten seconds"));
    should(await page.away(1)).eql([10_000]);
    should(await sidebar.shown("away", 1)).eql([{ away: true, seconds: 10 }]);
    const alarms = await page.messages(500);
    for (const person of people) should(numbersFor(person, alarms)).eql(upTo100, person);

    await pause(500);
    const callsBefore = latest()?.accepted ?? NaN;
    await press(demo, idOf("3. one alarm to 600 people"));
    const warned = (await page.messages(1_100)).slice(500).map(({ to }) => to);
    should(new Set(warned).size).equal(600);
    await pause(1_500);
    should(await page.messages(1_100)).have.length(1_100);
    should(Math.max(...page.counts().map(({ acceptedInLastSecond }) => acceptedInLastSecond))).be.within(50, 100);
    should(latest()?.refused).equal(0);
    should((latest()?.accepted ?? NaN) - callsBefore).be.within(2, 12);
    should(sidebar.names()).not.containEql("what went wrong");
    sidebar.close();
    await page.close();
  });

  it("goes on with the storm when it is ended in the middle and started again", async function () {
    this.timeout(120_000);
    const before = readPageEvents(demo.emulator);
    await press(demo, idOf("1. 500 alarms at once"));
    await before.messages(120);
    demo.child.kill("SIGINT");
    should(await demo.ended).equal(0);
    await before.close();
    const arrived = await before.messages(120);
    should(arrived.length).be.below(500);

    demo = await startDemo(folder);
    const after = readPageEvents(demo.emulator);
    const rest = await after.messages(500 - arrived.length);
    for (const person of people) {
      should([...numbersFor(person, arrived), ...numbersFor(person, rest)]).eql(upTo100, person);
    }
    await after.close();
  });

  it("ends when Node-RED does, and the next time has what was changed in it", async () => {
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
    writeFileSync(picturePath, "a picture of somebody's own");

    demo = await startDemo(folder);
    const kept = (await ask(`${demo.nodeRed}/flows`)) as readonly ExampleNode[];
    should(kept.map(({ id }) => id)).containEql("end");
    should(readFileSync(picturePath, "utf8")).equal("a picture of somebody's own");
    await press(demo, idOf("soil too dry"));
    const page = readPageEvents(demo.emulator);
    should(await page.messages(3)).have.length(3);
    await page.close();
  });
});

/** Who gets the alarms of the storm. */
const people = ["ann", "ben", "cho", "dia", "eli"];
const upTo100 = Array.from({ length: 100 }, (_, index) => index + 1);

/** The numbers of a person's alarms, in the order in which they arrived. */
function numbersFor(person: string, messages: readonly ShownMessage[]): readonly number[] {
  return messages
    .filter(({ to }) => to === person)
    .map(({ body }) => Number(/: alarm (\d+) of 100$/.exec(String(body["msg"]))?.[1]));
}

interface ExampleNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
}

function idOf(name: string): string {
  return nodes.find((node) => node.type === "inject" && node.name === name)?.id ?? "";
}

async function press(demo: Demo, id: string): Promise<void> {
  // A deploy answers before its flow runs.
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`${demo.nodeRed}/inject/${id}`, { method: "POST" })).status === 200) return;
    await pause(50);
  }
  throw new Error(`there is no button ${id}`);
}

/** As Ann, on the emulator's page. */
function say(demo: Demo, msg: string): Promise<Response> {
  return fetch(`${demo.emulator}/emulator/say`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: "ann", chatType: "users", to: "admin", body: { msg } }),
  });
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

/** A picture's bytes, from where the emulator's page has them. */
async function shownPicture(demo: Demo, message: ShownMessage | undefined): Promise<Buffer> {
  const uuid = String(message?.body["url"]).split("/").pop() ?? "";
  return Buffer.from(await (await fetch(`${demo.emulator}/files/${uuid}`)).arrayBuffer());
}
