import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import * as faults from "../../../src/emulator/faults";
import { packed, record, records } from "../../src/client/history/fake-history";
import { useEmulator } from "../../src/emulator/use-emulator";
import type { Properties } from "../../support/node-flow";
import { refusalOf } from "../../support/refusal";
import { wholeLists } from "../../support/whole-lists";
import { hour, useHistoryFlow } from "./history-flow";
import type { HistoryOutcome } from "./history-flow";

/** A mistake, and what the error must name: fields and problems. */
interface Case {
  readonly name: string;
  readonly node?: Properties;
  readonly payload?: unknown;
  readonly issues: readonly string[];
}

const cases: readonly Case[] = [
  { name: "there is no start", payload: undefined, issues: ["start: required"] },
  { name: "the hour is 25", payload: "2025100925", issues: ["start: bad-hour"] },
  { name: "the start is an object", payload: { hour }, issues: ["start: bad-hour"] },
  { name: "the end is before the start", node: { end: "2025100906" }, issues: ["end: end-before-start"] },
  { name: "the end is no hour", node: { end: "tonight" }, issues: ["end: bad-hour"] },
  { name: "the range is endless", node: { end: "2035100907" }, issues: ["end: range-too-long"] },
  {
    name: "the start is an expression that fails",
    node: { start: "1 +", startType: "jsonata" },
    issues: ["start: expression-failed"],
  },
  { name: "there is no such output", node: { output: "stream" }, issues: ["output: not-a-choice"] },
  { name: "the lists have no length", node: { output: "batch", batchSize: 0 }, issues: ["batchSize: out-of-range"] },
  { name: "the lists are endless", node: { output: "batch", batchSize: 10_001 }, issues: ["batchSize: out-of-range"] },
  {
    name: "the lists' length is a fraction",
    node: { output: "batch", batchSize: "2.5" },
    issues: ["batchSize: not-a-number"],
  },
  {
    name: "the lists' length is blank",
    node: { output: "batch", batchSize: " " },
    issues: ["batchSize: not-a-number"],
  },
  { name: "there is no path", node: { output: "file" }, issues: ["path: required"] },
  { name: "the path is blank", node: { output: "file", path: " " }, issues: ["path: required"] },
  { name: "the path is a number", node: { output: "file", path: "7", pathType: "num" }, issues: ["path: not-text"] },
  { name: "the kind of chat is unknown", node: { chatTypes: ["channel"] }, issues: ["chatTypes: not-a-choice"] },
  { name: "the kind of message is unknown", node: { messageTypes: ["text"] }, issues: ["messageTypes: not-a-choice"] },
  { name: "the sender is a number", node: { sender: "7", senderType: "num" }, issues: ["sender: id-not-text"] },
  {
    name: "the receivers are several",
    node: { receiver: '["a"]', receiverType: "json" },
    issues: ["receiver: one-id-expected"],
  },
  {
    name: "everything is wrong",
    node: { end: "x", output: "file", path: "/no/such/folder/", chatTypes: ["x"], receiver: "7", receiverType: "num" },
    payload: "y",
    issues: [
      "chatTypes: not-a-choice",
      "end: bad-hour",
      "path: folder-missing",
      "receiver: id-not-text",
      "start: bad-hour",
    ],
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

  async function issuesOf(node: Properties, msg: Properties = {}): Promise<readonly string[]> {
    const outcome = await flow.read(node, msg);
    const { issues, ...refusal } = refusalOf(outcome);
    should(refusal).eql({ code: "CHAT_INVALID_INPUT", operation: "history", outcome: "not-sent" });
    should(outcome.summaries).be.empty();
    should(emulator.requests()).be.empty();
    return issues;
  }

  for (const { name, node = {}, issues, ...rest } of cases) {
    it(`asks nothing of the service when ${name}`, async () => {
      const msg = "payload" in rest ? { payload: rest.payload } : {};
      should(await issuesOf(node, msg)).eql(issues);
    });
  }

  for (const path of ["missing/", "missing/all.ndjson"]) {
    it(`asks nothing of the service when there is no folder for ${path}`, async () => {
      const { done } = await flow.read({ output: "file", path: join(folder, path) + (path.endsWith("/") ? "/" : "") });
      should(done).match(wholeLists([{ code: "CHAT_INVALID_INPUT" }]));
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
      should(done).match(wholeLists([{ code }]));
      should(passedOn).be.empty();
      should(emulator.requests("history-file").length).equal(4);
      should(JSON.stringify(caught[0]?.["chatError"])).not.match(/Signature|OSSAccessKeyId/);
      should((caught[0]?.["chatError"] as Properties)["hours"]).eql([{ hour, state: "failed", messages: 0 }]);
    });
  }

  for (const output of ["message", "batch", "file"]) {
    describe(`as ${output}`, () => {
      const target = (): Properties => ({ output, batchSize: 2, path: join(folder, `${output}.ndjson`) });
      const idsInFile = async (): Promise<readonly unknown[]> => {
        const lines = (await readFile(join(folder, "file.ndjson"), "utf8")).split("\n").slice(0, -1);
        return lines.map((line) => (JSON.parse(line) as Properties)["msg_id"]);
      };
      const idsIn = ({ passedOn }: HistoryOutcome): readonly unknown[] =>
        passedOn.flatMap(({ payload }) => payload).map((each) => (each as Properties)["msg_id"]);

      afterEach(() => rm(join(folder, "file.ndjson"), { force: true }));

      it("counts lines that are no messages, and reads on", async () => {
        const lines = [
          "no JSON",
          record("1"),
          "null",
          "7",
          '"x"',
          "[]",
          "\0",
          record("2"),
          '{"msg_id":"3"',
          record("4"),
        ];
        emulator.history.put(hour, lines);
        const outcome = await flow.read(target());
        should(outcome.done).eql([undefined]);
        should(outcome.summaries[0]?.payload).match(
          wholeLists({
            messages: 3,
            unreadable: 7,
            hours: [{ state: "ok", messages: 3 }],
          }),
        );
        const handedOn = output === "file" ? await idsInFile() : idsIn(outcome);
        should(handedOn).eql(["1", "2", "4"]);
      });

      it("says at which hour a file ends that was cut when it was packed, and hands on what came before", async () => {
        const whole = packed(records(4_000));
        emulator.history.put(hour, whole.subarray(0, whole.length / 2));
        const outcome = await flow.read(target());
        should(outcome.done).match(wholeLists([{ code: "CHAT_BAD_ANSWER", cause: { operation: "history" } }]));
        should(outcome.summaries).be.empty();
        const { hours } = outcome.caught[0]?.["chatError"] as { readonly hours: readonly { messages: number }[] };
        should(hours).match(wholeLists([{ hour, state: "failed" }]));
        // Of an hour that is written to the disk, all or nothing.
        const handedOn = output === "file" ? await idsInFile() : idsIn(outcome);
        should(handedOn).eql(records(hours[0]?.messages ?? -1).map(({ msg_id }) => msg_id));
        should(handedOn.length > 0).equal(output !== "file");
      });
    });
  }

  it("fails when the app is not where the host is", async () => {
    const { done, caught } = await flow.read({}, {}, { appKey: "farmco#elsewhere", auth: "token" });
    should(done).match(wholeLists([{ code: /CHAT_(NOT_FOUND|UNAUTHORIZED)/ }]));
    should((caught[0]?.["chatError"] as Properties)["hours"]).match(wholeLists([{ state: "failed" }]));
  });
});
