import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import type { Properties } from "../../support/node-flow";
import { hour, useHistoryFlow } from "./history-flow";

/** A mistake, and the fields that the error must name. */
interface Case {
  readonly name: string;
  readonly node?: Properties;
  readonly payload?: unknown;
  readonly paths: readonly string[];
}

const cases: readonly Case[] = [
  { name: "there is no start", payload: undefined, paths: ["start"] },
  { name: "the hour is 25", payload: "2025100925", paths: ["start"] },
  { name: "the start is an object", payload: { hour }, paths: ["start"] },
  { name: "the end is before the start", node: { end: "2025100906" }, paths: ["end"] },
  { name: "the end is no hour", node: { end: "tonight" }, paths: ["end"] },
  { name: "the range is endless", node: { end: "2035100907" }, paths: ["end"] },
  { name: "the start is an expression that fails", node: { start: "1 +", startType: "jsonata" }, paths: ["start"] },
  { name: "there is no such output", node: { output: "stream" }, paths: ["output"] },
  { name: "the lists have no length", node: { output: "batch", batchSize: 0 }, paths: ["batchSize"] },
  { name: "the lists are endless", node: { output: "batch", batchSize: 10_001 }, paths: ["batchSize"] },
  { name: "the lists' length is a fraction", node: { output: "batch", batchSize: "2.5" }, paths: ["batchSize"] },
  { name: "the lists' length is blank", node: { output: "batch", batchSize: " " }, paths: ["batchSize"] },
  { name: "there is no path", node: { output: "file" }, paths: ["path"] },
  { name: "the path is blank", node: { output: "file", path: " " }, paths: ["path"] },
  { name: "the path is a number", node: { output: "file", path: "7", pathType: "num" }, paths: ["path"] },
  { name: "the kind of chat is unknown", node: { chatTypes: ["channel"] }, paths: ["chatTypes"] },
  { name: "the kind of message is unknown", node: { messageTypes: ["text"] }, paths: ["messageTypes"] },
  { name: "the sender is a number", node: { sender: "7", senderType: "num" }, paths: ["sender"] },
  { name: "the receivers are several", node: { receiver: '["a"]', receiverType: "json" }, paths: ["receiver"] },
  {
    name: "everything is wrong",
    node: { end: "x", output: "file", path: "/no/such/folder/", chatTypes: ["x"], receiver: "7", receiverType: "num" },
    payload: "y",
    paths: ["start", "end", "path", "chatTypes", "receiver"],
  },
];

describe("the history node, given what will not do", () => {
  const { emulator } = useEmulator();
  const flow = useHistoryFlow(emulator);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
  });
  after(() => rm(folder, { recursive: true }));

  async function pathsOf(node: Properties, msg: Properties = {}): Promise<readonly unknown[]> {
    const { done, passedOn, summaries, caught } = await flow.read(node, msg);
    should(done).match([{ code: "CHAT_INVALID_INPUT" }]);
    should([passedOn.length, summaries.length]).eql([0, 0]);
    should(emulator.requests()).be.empty();
    const { issues } = caught[0]?.["chatError"] as { readonly issues: readonly { readonly path: string }[] };
    return issues.map(({ path }) => path);
  }

  for (const { name, node = {}, paths, ...rest } of cases) {
    it(`asks nothing of the service when ${name}`, async () => {
      const msg = "payload" in rest ? { payload: rest.payload } : {};
      should([...(await pathsOf(node, msg))].sort()).eql([...paths].sort());
    });
  }

  for (const path of ["missing/", "missing/all.ndjson"]) {
    it(`asks nothing of the service when there is no folder for ${path}`, async () => {
      const { done } = await flow.read({ output: "file", path: join(folder, path) + (path.endsWith("/") ? "/" : "") });
      should(done).match([{ code: "CHAT_INVALID_INPUT" }]);
      should(emulator.requests()).be.empty();
    });
  }

  for (const [name, fault, code] of [
    ["a page", faults.notJson(), "CHAT_BAD_ANSWER"],
    ["nothing that it knows", faults.emptyStatus(404), "CHAT_NOT_FOUND"],
    ["a refusal", faults.emptyStatus(403), "CHAT_REJECTED"],
  ] as const) {
    it(`fails when it gets ${name} instead of the file, each time it asks`, async () => {
      emulator.history.put(hour, [{ msg_id: "1" }]);
      emulator.faults.next("history-file", fault, 9);
      const { done, caught, passedOn } = await flow.read();
      should(done).match([{ code }]);
      should(passedOn).be.empty();
      should(emulator.requests("history-file").length).equal(4);
      should(JSON.stringify(caught[0]?.["chatError"])).not.match(/Signature|OSSAccessKeyId/);
      should((caught[0]?.["chatError"] as Properties)["hours"]).eql([{ hour, state: "failed", messages: 0 }]);
    });
  }

  it("fails when the app is not where the host is", async () => {
    const { done, caught } = await flow.read({}, {}, { appKey: "farmco#elsewhere", auth: "token" });
    should(done).match([{ code: /CHAT_(NOT_FOUND|UNAUTHORIZED)/ }]);
    should((caught[0]?.["chatError"] as Properties)["hours"]).match([{ state: "failed" }]);
  });
});
