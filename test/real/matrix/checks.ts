import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import packageJson from "../../../package.json";
import { startRedisServer } from "../../../scripts/redis-server";
import type { Emulator } from "../../../src/emulator/emulator";
import { flatPng } from "../../support/sample-media";
import { wholeLists } from "../../support/whole-lists";
import { lookIntoOutbox, problemsOf } from "../account-for-numbers";
import { numberedFlow, readPrinted, sendNumbers } from "../numbered-messages";
import type { NodeRedProcess } from "../node-red-process";
import { appNode } from "../send-flow";
import { until } from "../until";
import { useEveryNode } from "../use-every-node";
import { unaccounted } from "../watch-messages";
import type { Cell } from "./cells";
import { eachTypeFlow, sentKinds } from "./each-type-flow";

/** What is checked in a cell of the matrix, one after the other. */
export interface Check {
  /** A sentence about the palette. */
  readonly name: string;
  /** Rejects where it is not so. */
  readonly run: (place: Place) => Promise<void>;
}

/** Where. */
export interface Place {
  readonly cell: Cell;
  readonly nodeRed: NodeRedProcess;
  /** Reset before each check. */
  readonly emulator: Emulator;
}

const count = 30;

/** All of them. */
export const checks: readonly Check[] = [
  { name: "loads every node, on the versions that it is asked about", run: load },
  { name: "sends each kind of message, to users, groups and rooms", run: sendEachKind },
  { name: "uses every node in one flow", run: useAll },
  {
    name: "keeps what waits on the disk through a kill -9",
    run: (place) => keepThroughKill(place, { outbox: "disk" }, {}),
  },
  { name: "keeps what waits in Redis through a kill -9", run: keepInRedis },
  { name: "warns of nothing, and leaves nothing unhandled", run: saidNothing },
];

async function load({ cell, nodeRed }: Place): Promise<void> {
  const said = nodeRed.lines().join("\n");
  should(said).containEql(`Node-RED version: v${cell.nodeRed}.`);
  should(said).match(new RegExp(`Node\\.js +version: v${cell.node}\\.`));
  const { body } = await nodeRed.request("/nodes");
  const sets = (body as readonly LoadedSet[]).filter(({ module }) => module === packageJson.name);
  should(sets.map(({ name }) => name).sort()).eql(Object.keys(packageJson["node-red"].nodes).sort());
  should(sets.filter(({ err, enabled }) => err !== undefined || !enabled)).be.empty();
}

async function sendEachKind({ nodeRed, emulator }: Place): Promise<void> {
  const since = nodeRed.lines().length;
  await nodeRed.deploy(eachTypeFlow(emulator));
  for (const chatType of ["users", "chatgroups", "chatrooms"]) {
    emulator.reset();
    for (const { type, bytes } of sentKinds) {
      const thumbnail = type === "video" ? flatPng(8, 8).toString("base64") : undefined;
      const { body } = await nodeRed.request("/type", {
        kind: type,
        chatType,
        to: "184524748161025",
        bytes,
        thumbnail,
      });
      should(body).match(wholeLists({ sent: [{ to: "184524748161025", chatType }] }));
    }
    should(emulator.messages()).match(wholeLists(sentKinds.map(({ type, body }) => ({ type, chatType, body }))));
  }
  should(unaccounted(nodeRed, since)).be.empty();
}

async function useAll({ nodeRed, emulator }: Place): Promise<void> {
  const since = nodeRed.lines().length;
  const folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
  try {
    await useEveryNode(nodeRed, { emulator }, folder);
    // The service has the last message a moment before its node hears of it.
    await until("all have ended", 5_000, () => unaccounted(nodeRed, since).length === 0);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The outbox needs LevelDB's binary on this Node.js, or BullMQ and ioredis. */
async function keepThroughKill(
  { nodeRed, emulator }: Place,
  outbox: Readonly<Record<string, unknown>>,
  credentials: Readonly<Record<string, unknown>>,
): Promise<void> {
  const since = nodeRed.lines().length;
  const app = appNode(emulator, { retry: "patient", timeout: 1, ...outbox }, credentials);
  await nodeRed.deploy(numberedFlow(app));
  const away = emulator.goAway(4_000);
  await sendNumbers(nodeRed, { from: 1, count });
  await until("all wait", 20_000, async () => (await lookIntoOutbox(nodeRed)).census.waiting === count);
  await nodeRed.killAndStartAgain();
  await away;
  const ended = (): number => readPrinted(nodeRed.lines().slice(since)).endings.length;
  await until("all have ended", 30_000, () => ended() === count);
  const run = { ...nodeRed, lines: () => nodeRed.lines().slice(since) };
  should(await problemsOf({ emulator, nodeReds: [run], batches: [{ from: 1, to: count }] })).be.empty();
  should(readPrinted(run.lines()).endings.filter(({ recovered }) => recovered)).have.length(count);
}

async function keepInRedis(place: Place): Promise<void> {
  const redis = await startRedisServer({ appendOnly: true });
  try {
    await keepThroughKill(place, { outbox: "redis" }, { redisUrl: redis.url });
    // While it is there: a Node-RED that has lost its Redis says so.
    await place.nodeRed.deploy([]);
  } finally {
    await redis.remove();
  }
}

function saidNothing({ nodeRed }: Place): Promise<void> {
  const bad = /unhandled|uncaught|deprecat|MaxListenersExceeded|Error stopping|Close timed out/i;
  should(nodeRed.lines().filter((line) => bad.test(line))).be.empty();
  return Promise.resolve();
}

interface LoadedSet {
  readonly module: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly err?: unknown;
}
