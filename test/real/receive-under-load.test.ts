import should from "should";
import { callbackRequests } from "../../bench/callbacks/callback-requests";
import { postRequests } from "../../bench/callbacks/post-requests";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { heardNode, receiveNode, receiveTab } from "./receive-flow";
import { receiveProbe, seenBy } from "./receive-probe";
import { post, signedCallback } from "./signed-callback";
import { openSlowConnection } from "./slow-connection";
import { pause, until } from "./until";

const flows = receiveTab(receiveNode(), heardNode());
const places = [
  { name: "the editor at the root", settings: {} },
  { name: "the editor elsewhere", settings: { httpAdminRoot: "/admin" } },
] as const;

describe("a receive node in a real Node-RED 4.1, and more than it should get", function () {
  this.timeout(60_000);
  const nodeReds: NodeRedProcess[] = [];

  before(async function () {
    this.timeout(240_000);
    const env = { NODE_OPTIONS: "--expose-gc" };
    const starting = places.map(({ settings }) =>
      startNodeRedProcess({ settings, env, flows, nodes: { receiveProbe } }),
    );
    for (const started of await Promise.allSettled(starting)) {
      if (started.status === "rejected") throw started.reason;
      nodeReds.push(started.value);
    }
  });
  after(() => Promise.all(nodeReds.map((nodeRed) => nodeRed.stop())));

  it("ends a hundred connections that send a byte now and then, and answers others meanwhile", async () => {
    await Promise.all(nodeReds.map(outlastSlowConnections));
  });

  for (const [index, { name }] of places.entries()) {
    it(`refuses hundreds of the forged, nameless and futuristic, with a line of the log each (${name})`, async () => {
      const nodeRed = nodeReds[index] as NodeRedProcess;
      const before = await heardBy(nodeRed);
      const since = nodeRed.lines().length;
      const forged = changed(callbackRequests(2, 500, Date.now()), /("security":")\w/, "$1x");
      should(await postAll(nodeRed, forged)).eql({ 401: 500 });
      should(await postAll(nodeRed, callbackRequests(3, 100, Date.now() + 3_600_000))).eql({ 401: 100 });
      const nameless = changed(callbackRequests(4, 100, Date.now()), '"callId"', '"callIt"');
      should(await postAll(nodeRed, nameless)).eql({ 400: 100 });
      const broken = changed(callbackRequests(5, 100, Date.now()), '{"callId"', '["callId"');
      should(await postAll(nodeRed, broken)).eql({ 400: 100 });
      should(await heardBy(nodeRed)).equal(before);
      should(nodeRed.lines().length - since).equal(3);
    });
  }

  it("takes a thousand callbacks in a second, each once, repeated or not", async () => {
    const nodeRed = nodeReds[0] as NodeRedProcess;
    const before = await heardBy(nodeRed);
    const requests = callbackRequests(1, 1_000, Date.now());
    const from = Date.now();
    should(await postAll(nodeRed, requests)).eql({ 200: 1_000 });
    // A third of a second on a quiet machine.
    should(Date.now() - from).be.below(3_000);
    await until("all are heard", 2_000, async () => (await heardBy(nodeRed)) >= before + 1_000);
    should(await postAll(nodeRed, requests)).eql({ 200: 1_000 });
    should(await heardBy(nodeRed)).equal(before + 1_000);
  });

  it("keeps nothing of twenty thousand callbacks but their ids", async () => {
    const nodeRed = nodeReds[0] as NodeRedProcess;
    const before = await seenBy(nodeRed);
    const heard = before.counts["heard"] ?? 0;
    should(await postAll(nodeRed, callbackRequests(6, 20_000, Date.now()))).eql({ 200: 20_000 });
    await until("all are heard", 5_000, async () => (await heardBy(nodeRed)) >= heard + 20_000);
    const { counts, heapBytes } = await seenBy(nodeRed);
    should(counts["heard"]).equal(heard + 20_000);
    // The ids of those are some 2.5 MB; the callbacks, 15.
    should((heapBytes - before.heapBytes) / 2 ** 20).be.below(5);
  });

  it("is still there at the end, and has let out no word of what was said", () => {
    for (const nodeRed of nodeReds) {
      should(nodeRed.running()).be.true();
      const unwanted = /unhandled|uncaught|^ +at |meanwhile|soil of bed|secret-of-the-rule/i;
      should(nodeRed.lines().filter((line) => unwanted.test(line))).be.empty();
    }
  });
});

async function outlastSlowConnections(nodeRed: NodeRedProcess): Promise<void> {
  const before = await heardBy(nodeRed);
  const slow = Array.from({ length: 100 }, () => openSlowConnection(new URL(nodeRed.url()).origin, "/chat"));
  try {
    const delays: number[] = [];
    while (slow.some(({ endedAfterMs }) => endedAfterMs() === undefined)) {
      if (delays.length > 100) throw new Error("they are still open");
      const from = Date.now();
      should((await post(nodeRed, signedCallback("meanwhile"))).status).equal(200);
      delays.push(Date.now() - from);
      await pause(100);
    }
    should(Math.max(...delays)).be.below(1_500);
    for (const { endedAfterMs, status } of slow) {
      should(endedAfterMs()).be.below(10_000);
      should(status()).equal(408);
    }
    await until("all others are heard", 2_000, async () => (await heardBy(nodeRed)) === before + delays.length);
  } finally {
    for (const { end } of slow) end();
  }
}

async function heardBy(nodeRed: NodeRedProcess): Promise<number> {
  return (await seenBy(nodeRed)).counts["heard"] ?? 0;
}

/** @returns how many were answered with each status */
async function postAll(nodeRed: NodeRedProcess, requests: readonly Buffer[]): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  await postRequests(requests, { port: Number(new URL(nodeRed.url()).port), connections: 50 }, (status) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  return statuses;
}

/** The same with something else in each; of the same length, or HTTP would not end it there. */
function changed(requests: readonly Buffer[], what: string | RegExp, by: string): readonly Buffer[] {
  return requests.map((request) => Buffer.from(String(request).replace(what, by)));
}
