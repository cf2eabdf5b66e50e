import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import should from "should";
import type { UsedEmulator } from "../src/emulator/use-emulator";
import { flatPng } from "../support/sample-media";
import { wholeLists } from "../support/whole-lists";
import { askNode, everyNodeFlow } from "./every-node-flow";
import type { NodeRedProcess } from "./node-red-process";
import { appNode } from "./send-flow";
import { post, signedCallback } from "./signed-callback";
import { until as untilSo } from "./until";

type Properties = Readonly<Record<string, unknown>>;

const png = flatPng(64, 48);
const hourMs = 3_600_000;

/** Deploys {@link everyNodeFlow} and goes through it. @param folder empty; the caller removes it */
export async function useEveryNode(
  nodeRed: NodeRedProcess,
  used: Pick<UsedEmulator, "emulator">,
  folder: string,
): Promise<void> {
  await nodeRed.deploy(everyNodeFlow(appNode(used.emulator)));
  await goThroughEveryNode(nodeRed, used, folder);
}

/**
 * One flow through every node: uploaded and fetched back, sent from a path and from a Buffer, read back from history, taken
 * back, brought in, deleted; and what users say, decided on and received.
 *
 * @param folder empty; the caller removes it
 * @param root stands before the flow's addresses; default: nothing
 */
export async function goThroughEveryNode(
  server: NodeRedProcess,
  { emulator }: Pick<UsedEmulator, "emulator">,
  folder: string,
  root = "",
): Promise<void> {
  const request: NodeRedProcess["request"] = (path, ...rest) => server.request(root + path, ...rest);
  const nodeRed: NodeRedProcess = { ...server, request };
  const picture = join(folder, "Blatt 🌱.png");
  await writeFile(picture, png);

  const { passedOn: uploaded } = await askNode(nodeRed, "upload", { file: picture, topic: "kept" });
  should(uploaded).match({ topic: "kept", payload: { filename: "Blatt 🌱.png", bytes: png.length, width: 64 } });
  const file = uploaded?.["payload"];
  should((file as Properties)["secret"]).be.a.String();

  const { passedOn: fetched } = await askNode(nodeRed, "download", { file });
  should(fetched).match({ filename: "Blatt 🌱.png" });
  should(Buffer.from((fetched?.["payload"] as { data: number[] }).data).equals(png)).be.true();

  const saved = join(folder, "saved.png");
  const { passedOn: onDisk } = await askNode(nodeRed, "save", { file, path: saved });
  should(onDisk?.["payload"]).eql({ path: saved, bytes: png.length });
  should(png.equals(await readFile(saved))).be.true();

  const from = Date.now();
  const receipts: unknown[] = [];
  for (const [to, given] of [
    ["ann", { file: picture }],
    ["ben", { bytes: png.toString("base64") }],
  ] as const) {
    const { passedOn } = await askNode(nodeRed, "send", { to, ...given });
    receipts.push(...(passedOn?.["payload"] as readonly unknown[]));
  }
  const until = Date.now();
  should(emulator.messages()).match(
    wholeLists([
      { to: "ann", type: "img", body: { size: { width: 64, height: 48 }, filename: "Blatt 🌱.png" } },
      { to: "ben", type: "img", body: { size: { width: 64, height: 48 }, filename: "file.png" } },
    ]),
  );

  // An hour is written when it is over.
  emulator.clock.advance(hourMs);
  const read = await askNode(nodeRed, "history", { start: from, end: until });
  should(read.passedOn?.["payload"]).match({ messages: 2 });
  const records = (read.parts ?? []).flat() as readonly Properties[];
  should(records.map((record) => record["msg_id"])).eql(emulator.messages().map(({ id }) => id));

  const hours = join(folder, "hours");
  await mkdir(hours);
  const kept = await askNode(nodeRed, "keep", { start: from, end: until, path: hours });
  const lines: string[] = [];
  for (const part of kept.parts ?? []) {
    lines.push(...(await readFile((part as { readonly path: string }).path, "utf8")).trimEnd().split("\n"));
  }
  should(lines.map((line) => JSON.parse(line) as unknown)).eql(records);

  const { passedOn: recalled } = await askNode(nodeRed, "recall", { messages: receipts.slice(0, 1) });
  should(recalled?.["payload"]).match(wholeLists([{ to: "ann", recalled: true, reason: null }]));
  should(emulator.recalled()).match(wholeLists([{ to: "ann" }]));

  const { passedOn: imported } = await askNode(nodeRed, "import", { records });
  should((imported?.["payload"] as readonly Properties[]).map(({ index }) => index)).eql([0, 1]);
  should(emulator.messages().filter((message) => message.imported)).have.length(2);

  const { passedOn: deleted } = await askNode(nodeRed, "delete", { user: "ann", channel: "ben" });
  should(deleted?.["payload"]).eql({ result: "ok" });
  should(emulator.deletedConversations()).match(wholeLists([{ user: "ann", channel: "ben", type: "chat" }]));

  for (const [text, verdict] of [
    ["leek", { valid: true }],
    ["tomato", { valid: false, code: "no tomatoes here" }],
  ] as const) {
    const answer = await post(nodeRed, signedCallback(text), { path: `${root}/before` });
    should(JSON.parse(answer.text)).eql(verdict);
  }
  should((await post(nodeRed, signedCallback("leek"), { path: `${root}/after` })).status).equal(200);
  await untilSo("what was received is brought in", 5_000, () =>
    emulator.messages().some(({ to }) => to === "greenhouse"),
  );
  should(emulator.messages().at(-1)).match({ from: "ann", to: "greenhouse", body: { msg: "leek" }, imported: true });
}
