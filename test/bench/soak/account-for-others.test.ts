import { createHash } from "node:crypto";
import should from "should";
import { accountForOthers } from "../../../bench/soak/account-for-others";
import { arrival, soakRecordOf } from "./soak-record-of";
import type { PrintedEvent } from "./soak-record-of";

const content = Buffer.from("leek");
const sha1 = createHash("sha1").update(content).digest("hex");
const files = [{ filename: "upload-1.png", content }];
const recalled = new Set(["id-0"]);
const given = (node: string): PrintedEvent => ({ what: "given", node, number: 1, text: "upload-1.png" });
const out = (node: string, payload: unknown, isPart = false): PrintedEvent => ({
  ...{ what: "out", node, number: 1, recovered: false, isPart, payload },
});
const done = (node: string, error?: object): PrintedEvent => ({
  ...{ what: "done", node, number: 1 },
  ...(error === undefined ? {} : { error: { words: "", ...error } }),
});
const imported = (index: number) => ({ ...arrival(`import 1 ${index}`, "old", index), imported: true as const });
const places = (...indices: readonly number[]) => indices.map((index) => ({ index, messageId: `id-${index}` }));
const whole = [0, 1, 2, 3, 4];

describe("the account of files, recalls, imports and history", () => {
  const history = ["a", "b", "c"];
  const deleted = [{ user: "ann", channel: "delete-1" }];
  const check = (events: readonly PrintedEvent[], arrived = whole.map(imported)) =>
    accountForOthers(soakRecordOf(events, { files, recalled, deleted, history, arrived })).problems;

  it("finds nothing wrong with what did as it said", () => {
    for (const [node, payload] of [
      ["upload", {}],
      ["download", { bytes: 4, sha1 }],
      ["recall", [{ messageId: "id-0", recalled: true }]],
      ["import", places(...whole)],
      ["delete", { result: "ok" }],
    ] as const) {
      should(check([given(node), out(node, payload), done(node)])).be.empty();
    }
    const parts = [out("history", ["a", "b"], true), out("history", ["c"], true), out("history", {})];
    should(check([given("history"), ...parts, done("history")])).be.empty();
  });

  it("names what is not so", () => {
    should(check([given("download"), out("download", { bytes: 4, sha1: "other" }), done("download")])).have.length(1);
    should(
      check([given("recall"), out("recall", [{ messageId: "id-9", recalled: true }]), done("recall")]),
    ).have.length(1);
    should(check([given("upload"), out("upload", {})])).eql(["upload 1 never ended"]);
  });

  it("holds an import to what it says of each record", () => {
    const failed = { code: "CHAT_NO_ANSWER", done: places(0, 1), uncertain: [2], left: [3, 4] };
    const events = [given("import"), done("import", failed)];
    should(check(events, [0, 1].map(imported))).be.empty();
    should(check(events, [0, 1, 2].map(imported))).be.empty();
    should(check(events, [0, 1, 3].map(imported))).eql(["import 1 says that 3 is left, which is there"]);
    should(check(events, [0].map(imported))).eql(["import 1 says that it brought 1, which is there 0 times"]);
  });

  it("holds a deletion to what it says", () => {
    const noneDeleted = (...events: readonly PrintedEvent[]) => accountForOthers(soakRecordOf(events)).problems;
    const notSent = { code: "CHAT_UNREACHABLE", outcome: "not-sent" };
    const unknown = { code: "CHAT_NO_ANSWER", outcome: "unknown" };
    should(noneDeleted(given("delete"), out("delete", { result: "ok" }), done("delete"))).eql([
      "delete 1 says that it deleted a conversation, which nobody did",
    ]);
    should(check([given("delete"), done("delete", notSent)])).eql([
      "delete 1 says that it did not delete a conversation, which is deleted",
    ]);
    should(noneDeleted(given("delete"), done("delete", notSent))).be.empty();
    should(check([given("delete"), done("delete", unknown)])).be.empty();
    should(noneDeleted(given("delete"), done("delete", unknown))).be.empty();
    should(check([given("delete")])).eql(["delete 1 never ended"]);
  });

  it("holds a reading of the history to the records and their order", () => {
    const reading = (...ids: readonly string[]) => [
      given("history"),
      out("history", ids, true),
      out("history", {}),
      done("history"),
    ];
    should(check(reading("a", "c"))).eql(["history 1 brought records that are not the next"]);
    should(check(reading("a", "a"))).eql(["history 1 brought records that are not the next"]);
    should(check(reading("a", "b"))).eql(["history 1 ended with 2 of 3 records"]);
  });
});
