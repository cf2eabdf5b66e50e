import { performance } from "node:perf_hooks";
import { runInNewContext } from "node:vm";
import should from "should";
import { dialects } from "../../../../src/client/dialects/dialects";
import { importJson } from "../../../../src/client/import/import-record";
import type { ImportRecord } from "../../../../src/client/import/import-record";
import { parseImportRecords } from "../../../../src/client/import/parse-import-records";
import type { ImportOptions } from "../../../../src/client/import/parse-import-records";
import type { Issue } from "../../../../src/client/issue";
import type { JsonObject } from "../../../../src/client/message";
import { wholeLists } from "../../../support/whole-lists";
import { failureOf } from "../use-client";

const nowMs = 1_760_000_000_000;

const record = { from: "sensor-7", target: "alice.k", type: "txt", body: { msg: "soil too dry" } };

const past = {
  msg_id: "1402233445566778899",
  timestamp: 1_759_993_234_567,
  direction: "outgoing",
  from: "internal-1",
  to: "internal-2",
  chat_type: "chat",
  payload: {
    bodies: [{ msg: "soil too dry", type: "txt" }],
    ext: { zone: "north" },
    from: "sensor-7",
    to: "alice.k",
  },
};

const pastOf = (body: JsonObject): JsonObject => ({ ...past, payload: { ...past.payload, bodies: [body], ext: {} } });

async function read(
  value: unknown,
  options: Partial<ImportOptions> = {},
  signal = new AbortController().signal,
): Promise<{ records: readonly ImportRecord[]; issues: readonly Issue[] }> {
  const issues: Issue[] = [];
  const given = { chatType: "users", markRead: false, needDownload: false, ...options };
  const records = await parseImportRecords(value, given, { dialect: dialects.current, nowMs, signal }, issues);
  return { records, issues };
}

/** What goes on the wire for something that is taken. */
async function wire(value: unknown, options?: Partial<ImportOptions>): Promise<readonly JsonObject[]> {
  const { records, issues } = await read(value, options);
  should(issues).be.empty();
  return records.map((each) => JSON.parse(importJson(each)) as JsonObject);
}

async function problems(value: unknown, options?: Partial<ImportOptions>): Promise<readonly string[]> {
  const { issues } = await read(value, options);
  should(issues).not.be.empty();
  return issues.map(({ path, problem }) => `${path}: ${problem}`);
}

describe("the check of what to import", () => {
  it("takes records in the service's shape for importing", async () => {
    should(await wire(record)).eql([record]);
    const full = { ...record, ext: { zone: "north" }, is_ack_read: true, msg_timestamp: 1_000, need_download: true };
    should(await wire([full, record])).eql([full, record]);
    should(await wire([])).eql([]);
  });

  it("takes records of history as they come", async () => {
    should(await wire(past)).eql([{ ...record, ext: { zone: "north" }, msg_timestamp: 1_759_993_234_567 }]);
    should(await wire(pastOf({ addr: "bed 3", lat: 52.3702, lng: 4.8952, type: "loc" }))).match(
      wholeLists([{ type: "loc", body: { addr: "bed 3", lat: "52.3702", lng: "4.8952" } }]),
    );
    should(await wire(pastOf({ customEvent: "alarm", customExts: [{ tank: "3" }], type: "custom" }))).match(
      wholeLists([{ type: "custom", body: { customEvent: "alarm", customExts: { tank: "3" } } }]),
    );
    const url = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles/1";
    const picture = {
      file_length: 48_211,
      filename: "leaf.png",
      secret: "o8nS",
      size: { height: 640, width: 480 },
      url,
    };
    should(await wire(pastOf({ ...picture, type: "img" }))).match(wholeLists([{ type: "img", body: picture }]));
    const [plain] = await wire(pastOf({ msg: "hello", type: "txt" }));
    should(plain).not.have.property("ext");
  });

  it("lets a record say itself where it belongs", async () => {
    const to = "184524748161025";
    const group = { ...past, chat_type: "groupchat", payload: { ...past.payload, to } };
    const { records } = await read([group, past, record], { chatType: "chatgroups" });
    should(records.map(({ chatType }) => chatType)).eql(["chatgroups", "users", "chatgroups"]);
  });

  it("marks and fetches what the node says, unless a record says otherwise", async () => {
    const options = { markRead: true, needDownload: true };
    should(await wire([record, past], options)).match(
      wholeLists([
        { is_ack_read: true, need_download: true },
        { is_ack_read: true, need_download: true },
      ]),
    );
    const [own] = await wire({ ...record, is_ack_read: false, need_download: false }, options);
    should(own).eql(record);
  });

  it("keeps both directions of two users together, and everybody of a group", async () => {
    const back = { ...record, from: "alice.k", target: "Sensor-7" };
    const { records } = await read([record, back, { ...record, target: "bob" }]);
    const [there, again, elsewhere] = records.map(({ conversation }) => conversation);
    should(again).equal(there);
    should(elsewhere).not.equal(there);
    const groups = await read([record, back, { ...record, from: "bob" }], { chatType: "chatgroups" });
    const [one, other, same] = groups.records.map(({ conversation }) => conversation);
    should(same).equal(one);
    should(other).not.equal(one);
    should(one).not.equal(there);
  });

  it("says everything that is wrong with every record, and where", async () => {
    should(
      await problems([
        record,
        { ...record, from: "" },
        { ...record, target: ["alice.k"], type: "text" },
        { target: 7, type: "txt", body: { msg: " " } },
        { ...record, body: "soil too dry", ext: [] },
        { ...record, body: undefined, is_ack_read: "yes", need_download: 1 },
      ]),
    ).eql([
      "records[1].from: required",
      "records[2].target: one-id-expected",
      "records[2].type: unknown-body",
      "records[3].from: required",
      "records[3].target: id-not-text",
      "records[3].body.msg: required",
      "records[4].body: not-an-object",
      "records[4].ext: not-an-object",
      "records[5].body: required",
      "records[5].is_ack_read: not-a-choice",
      "records[5].need_download: not-a-choice",
    ]);
    should(await problems({ ...record, from: undefined })).eql(["records.from: required"]);
  });

  it("takes for a record whatever has one of a record's words, and says what else it wants", async () => {
    const [body, from, target] = ["records.body: required", "records.from: required", "records.target: required"];
    should(await problems({ from: "sensor-7" })).eql([body, target]);
    should(await problems({ target: "alice.k" })).eql([body, from]);
    should(await problems({ type: "txt" })).eql([body, from, target]);
    should(await problems({ body: { msg: "soil too dry" } })).eql([from, target, "records.type: unknown-body"]);
  });

  it("shows what it found, what is allowed, and an example that it would take itself", async () => {
    const wrong = { ...record, chat_type: "chatroom", msg_timestamp: "soon", is_ack_read: "yes", body: "dry" };
    const { issues } = await read([wrong, { ...record, msg_timestamp: 7 }, { payload: 7 }]);
    should(issues.map(({ path, params }) => ({ path, ...params }))).eql([
      { path: "records[0].body", found: '"…"', example: '{"msg":"…"}' },
      { path: "records[0].chat_type", allowed: "chat, groupchat" },
      { path: "records[0].msg_timestamp", found: '"…"' },
      { path: "records[0].is_ack_read", allowed: "true, false" },
      { path: "records[1].msg_timestamp", found: 7, least: 1_000, most: "∞" },
      { path: "records[2]", found: "{…}" },
    ]);
    should((await read(record, { chatType: "fax" })).issues[0]?.params).eql({ allowed: "users, chatgroups" });
  });

  it("says so of records of history as well", async () => {
    const { from, ...payload } = past.payload;
    should(await problems([{ ...past, chat_type: "chatroom" }])).eql(["records[0].chat_type: not-a-choice"]);
    should(await wire([{ ...past, payload }])).match(wholeLists([{ from: "internal-1" }]));
    should(await problems([{ ...past, from: "", payload: { ...payload, to: ["alice.k"] } }])).eql([
      "records[0].from: required",
      "records[0].payload.to: one-id-expected",
    ]);
    should(await problems(pastOf({ type: "combine" }))).eql(["records.payload.bodies[0].type: unknown-body"]);
    should(from).equal("sensor-7");
  });

  it("refuses what is no record at all", async () => {
    for (const nothing of [undefined, null, ""]) should(await problems(nothing)).eql(["records: required"]);
    for (const wrong of ["{}", 7, true, Buffer.from("x"), {}, { payload: "hello" }, { ...past, payload: {} }]) {
      should(await problems(wrong)).eql(["records: not-a-record"]);
    }
    // eslint-disable-next-line no-sparse-arrays -- such a list can come out of a function node
    should(await problems([record, null, [record], , "x"])).eql([
      "records[1]: not-a-record",
      "records[2]: not-a-record",
      "records[3]: not-a-record",
      "records[4]: not-a-record",
    ]);
    should((await read([7])).issues).match(wholeLists([{ params: { found: "123" } }]));
  });

  it("knows which times the service takes", async () => {
    const timed = (time: unknown): JsonObject => ({ ...record, msg_timestamp: time });
    for (const time of [1_000, nowMs, String(nowMs), 1_000.9]) {
      should(await wire(timed(time))).match(wholeLists([{ msg_timestamp: Math.trunc(Number(time)) }]));
    }
    for (const none of [undefined, null, ""]) should((await wire(timed(none)))[0]).not.have.property("msg_timestamp");
    for (const time of [0, 999, -1, "0", Infinity]) {
      should(await problems([timed(time)])).eql(["records[0].msg_timestamp: out-of-range"]);
    }
    for (const time of ["yesterday", "2025-10-09", true, {}, [String(nowMs)], NaN, "1e12"]) {
      should(await problems([timed(time)])).eql(["records[0].msg_timestamp: not-a-number"]);
    }
    should(await problems({ ...past, timestamp: 0 })).eql(["records.timestamp: out-of-range"]);
  });

  it("refuses the future in groups alone", async () => {
    const tomorrow = { ...record, msg_timestamp: nowMs + 1 };
    should(await wire(tomorrow)).have.length(1);
    should(await wire({ ...record, msg_timestamp: nowMs }, { chatType: "chatgroups" })).have.length(1);
    const { issues } = await read(tomorrow, { chatType: "chatgroups" });
    should(issues).eql([
      {
        path: "records.msg_timestamp",
        problem: "out-of-range",
        params: { found: nowMs + 1, least: 1_000, most: nowMs },
      },
    ]);
  });

  it("measures each request with its time", async () => {
    const { from, target } = record;
    const sized = (bytes: number): JsonObject => {
      const empty = { from, target, type: "txt", body: { msg: "" }, msg_timestamp: nowMs };
      return { ...empty, body: { msg: "x".repeat(bytes - JSON.stringify(empty).length) } };
    };
    should(await wire(sized(5_120))).have.length(1);
    should((await read([record, sized(5_121)])).issues).eql([
      { path: "records[1]", problem: "too-large", params: { found: 5_121, allowed: 5_120 } },
    ]);
  });

  it("says what is wrong with the node's own field", async () => {
    should(await problems(record, { chatType: "chatrooms" })).eql(["chatType: not-a-choice"]);
  });

  it("takes objects of another realm, and bears one that throws or has no end", async () => {
    should(await wire(runInNewContext(`[${JSON.stringify(record)}]`))).eql([record]);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    const throwing = Object.defineProperty({ ...record }, "from", {
      get() {
        throw new Error("do not look");
      },
    });
    should(await problems([throwing, { ...record, ext: circle }])).eql([
      "records[0]: not-json",
      "records[1].ext: not-json",
    ]);
  });

  it("lists a hundred problems at most", async () => {
    should(await problems(Array.from({ length: 10_000 }, () => ({ ...record, from: 7, target: 7 })))).have.length(100);
    should(await problems(new Array(4_294_967_295))).have.length(100);
  });

  it("lets everything else have its turn while it looks through a long list", async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ ...past, msg_id: String(index) }));
    let turns = 0;
    const others = { go: true };
    const counting = (async () => {
      while (others.go) {
        await new Promise((resolve) => setImmediate(resolve));
        turns += 1;
      }
    })();
    const { records } = await read(many);
    others.go = false;
    await counting;
    should(records).have.length(20_000);
    should(turns).be.aboveOrEqual(190);
  });

  it("does not take more time a record for a longer list", async () => {
    const timeOf = async (count: number): Promise<number> => {
      const many = Array.from({ length: count }, () => past);
      const began = performance.now();
      await read(many);
      return (performance.now() - began) / count;
    };
    await timeOf(2_000);
    const short = await timeOf(2_000);
    should(await timeOf(32_000)).be.below(short * 6);
  });

  it("is not moved by what becomes of the list meanwhile", async () => {
    const list: unknown[] = Array.from({ length: 1_000 }, () => record);
    const reading = read(list);
    list.length = 1;
    should((await reading).records).have.length(1_000);
  });

  it("stops when it is told to", async () => {
    const controller = new AbortController();
    const reading = read(
      Array.from({ length: 10_000 }, () => record),
      {},
      controller.signal,
    );
    controller.abort();
    should(await failureOf(reading)).match({
      code: "CHAT_STOPPED",
      details: { operation: "import", outcome: "not-sent" },
    });
  });
});
