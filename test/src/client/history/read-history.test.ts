import should from "should";
import type { CallContext, Progress, Send } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { LineSink, RecordSink } from "../../../../src/client/history/history-request";
import type { HistorySummary } from "../../../../src/client/history/history-summary";
import { readHistory } from "../../../../src/client/history/read-history";
import type { JsonObject } from "../../../../src/client/message";
import { context, failureOf } from "../use-client";
import { fakeHistory, hour, keepingSink, packed, record, records, refusal, requestFor, textOf } from "./fake-history";
import type { FakeHistoryOptions } from "./fake-history";

const now = (): number => 1_760_000_000_000;

/** Reads these files of one hour, or these hours, and keeps what comes. */
async function read(
  hours: FakeHistoryOptions["hours"] | readonly Buffer[],
  options: Partial<FakeHistoryOptions> = {},
): Promise<{ readonly kept: readonly JsonObject[]; readonly summary: HistorySummary }> {
  const byHour = Array.isArray(hours) ? { [hour]: hours as readonly Buffer[] } : (hours as FakeHistoryOptions["hours"]);
  const { send } = fakeHistory({ hours: byHour, ...options });
  const sink = keepingSink();
  const summary = await readHistory(send, requestFor(Object.keys(byHour)), sink, context, now);
  return { kept: sink.kept, summary };
}

const expired = refusal(
  "CHAT_REJECTED",
  400,
  "illegal_argument",
  "illegal arguments: appkey: farmco#greenhouse, time: 2025100907, maybe chat message history is expired or unstored",
);

describe("reading history", () => {
  it("hands on every message exactly as the service wrote it, in order", async () => {
    const written = records(50);
    const { kept, summary } = await read([packed(written)]);
    should(kept).eql(written);
    should(summary).eql({
      messages: 50,
      bytes: Buffer.byteLength(textOf(written)),
      hours: [{ hour, state: "ok", messages: 50 }],
    });
  });

  for (const chunkBytes of [1, 2, 7, 4096]) {
    it(`puts messages together that come in pieces of ${chunkBytes} bytes`, async () => {
      const written = records(20);
      should((await read([packed(written)], { chunkBytes })).kept).eql(written);
      should((await read([Buffer.from(textOf(written))], { chunkBytes })).kept).eql(written);
    });
  }

  it("asks for the links with the token and for the files without it, each call with an age of its own", async () => {
    const { send, calls } = fakeHistory({ hours: { [hour]: [packed(records(1)), packed(records(1, 2))] } });
    let time = 0;
    await readHistory(send, requestFor(), keepingSink(), { ...context, acceptedAt: -1 }, () => (time += 1));
    should(calls.map(({ call }) => [call.method, call.operation, call.path, call.signedIn, call.repeatable])).eql([
      ["GET", "history", "chatmessages/2025100907", true, true],
      ["GET", "history", "", false, true],
      ["GET", "history", "", false, true],
    ]);
    should(calls.map(({ call }) => call.elsewhere !== undefined)).eql([false, true, true]);
    should(calls.map((each) => each.context.acceptedAt)).eql([1, 2, 3]);
  });

  it("reads all files of an hour and all hours, and tells hours with messages, empty and unready ones apart", async () => {
    const { kept, summary } = await read({
      "2025100907": [packed(records(3)), packed(records(2, 4))],
      "2025100908": refusal("CHAT_NOT_FOUND", 404, "storage_object_not_found", "Failed to find chat message history"),
      "2025100909": { body: { data: [] } },
      "2025100910": [packed([])],
      "2025100911": expired,
      "2025100912": refusal("CHAT_REJECTED", 400, "illegal_argument", "Illegal argument: appkey: X#Y, time: T"),
      "2025100913": [packed(records(1, 6))],
    });
    should(kept).eql(records(6));
    should(summary.messages).equal(6);
    should(summary.hours.map(({ hour: name, state, messages }) => [name, state, messages])).eql([
      ["2025100907", "ok", 5],
      ["2025100908", "empty", 0],
      ["2025100909", "empty", 0],
      ["2025100910", "empty", 0],
      ["2025100911", "not-ready", 0],
      ["2025100912", "not-ready", 0],
      ["2025100913", "ok", 1],
    ]);
  });

  it("fails where the service says anything else, and says what became of the hours before", async () => {
    for (const failure of [
      refusal("CHAT_NOT_FOUND", 404, "organization_application_not_found", "Could not find application"),
      refusal("CHAT_UNAVAILABLE", 500, "storage_object_not_found", "Failed to find chat message history"),
      refusal("CHAT_REJECTED", 400, "illegal_argument", "This chatmessage request is not supported"),
      refusal("CHAT_REJECTED", 400, "illegal_argument", "no illegal arguments: appkey: X#Y, time: T"),
      refusal("CHAT_REJECTED", 400, "json_parse", "illegal arguments: appkey: X#Y, time: T"),
      refusal("CHAT_REJECTED", 403, "illegal_argument", "illegal arguments: appkey: X#Y, time: T"),
      refusal("CHAT_UNAUTHORIZED", 401, "unauthorized"),
    ]) {
      const error = await failureOf(read({ "2025100906": [packed(records(2))], "2025100907": failure }));
      should(error.code).equal(failure.code);
      should(error.details.error).equal(failure.details.error);
      should(error.details.hours).eql([
        { hour: "2025100906", state: "ok", messages: 2 },
        { hour: "2025100907", state: "failed", messages: 0 },
      ]);
    }
  });

  for (const body of [
    undefined,
    "no object",
    {},
    { data: "no list" },
    { data: ["no object"] },
    { data: [{}] },
    { data: [{ url: 7 }] },
    { data: [{ url: "file:///etc/secret" }] },
    { data: [{ url: "https://" }] },
    { data: [{ url: "javascript:https://a.example/secret" }] },
    { data: [{ url: ["https://a.example/secret"] }] },
    { data: [{ url: "https://a.example/secret" }, {}] },
  ]) {
    it(`refuses ${JSON.stringify(body)} instead of links`, async () => {
      const error = await failureOf(read({ [hour]: { body } }));
      should(error).match({ code: "CHAT_BAD_ANSWER", details: { operation: "history", outcome: "sent" } });
      should(JSON.stringify(error.details) + error.message).not.containEql("secret");
    });
  }

  it("follows links to a store that speaks plain http", async () => {
    const url = "HTTP://store.example.net/2025100907.gz?Signature=x";
    const followed: (string | undefined)[] = [];
    const send: Send = (call) => {
      if (call.elsewhere === undefined) return Promise.resolve({ status: 200, headers: {}, body: { data: [{ url }] } });
      followed.push(call.elsewhere);
      return Promise.reject(refusal("CHAT_STOPPED", 410, "gone"));
    };
    await failureOf(readHistory(send, requestFor(), keepingSink(), context, now));
    should(followed).eql([url]);
  });

  it("counts lines that are no message, and passes over blank ones", async () => {
    const lines = [record("1"), "", "no JSON", "[1]", '"text"', "7", "null", "  ", '{"msg_id":"2"', record("3")];
    const { kept, summary } = await read([packed(lines)]);
    should(kept).eql([record("1"), record("3")]);
    should(summary.unreadable).equal(6);
    should(summary.bytes).equal(Buffer.byteLength(textOf([record("1"), record("3")])));
  });

  it("takes a line that is far too long for unreadable, and goes on behind it", async () => {
    const long = `{"msg_id":"2","text":"${"x".repeat(17 * 1024 * 1024)}"}`;
    const { kept, summary } = await read([packed([record("1"), long, record("3")])], { chunkBytes: 1024 });
    should(kept).eql([record("1"), record("3")]);
    should(summary.unreadable).equal(1);
    const alone = await read([packed([long])], { chunkBytes: 1024 });
    should(alone.summary).eql({ messages: 0, bytes: 0, hours: [{ hour, state: "ok", messages: 0 }], unreadable: 1 });
  });

  it("reads lines with carriage returns, and a last one without a newline", async () => {
    const text = records(3)
      .map((each) => JSON.stringify(each))
      .join("\r\n");
    const { kept, summary } = await read([Buffer.from(text)]);
    should(kept).eql(records(3));
    should(summary.bytes).equal(Buffer.byteLength(textOf(records(3))));
  });

  it("reads a file that was packed in several goes", async () => {
    const { kept } = await read([Buffer.concat([packed(records(3)), packed(records(3, 4))])]);
    should(kept).eql(records(6));
  });

  it("drops doubles, in one hour and in the next, and nothing that merely looks alike", async () => {
    const { kept, summary } = await read({
      "2025100907": [packed([record("7"), record("8"), record("7", { to: "other" })])],
      "2025100908": [packed([record("8"), record("07"), record("70"), record("a7"), { ...record("9"), msg_id: 7 }])],
      "2025100909": [packed([{ to: "nobody" }, { to: "nobody" }, record(""), record("")])],
    });
    should(kept.map((each) => each["msg_id"])).eql(["7", "8", "07", "70", "a7", 7, undefined, undefined, "", ""]);
    should(summary.duplicates).equal(2);
    should(summary.hours.map(({ messages }) => messages)).eql([2, 4, 4]);
  });

  it("hands on only what matches the filter", async () => {
    const group = record("2", { chat_type: "groupchat" });
    const { send } = fakeHistory({ hours: { [hour]: [packed([record("1"), group, record("3")])] } });
    const sink = keepingSink();
    const summary = await readHistory(send, requestFor([hour], { chatTypes: ["groupchat"] }), sink, context, now);
    should(sink.kept).eql([group]);
    should(summary.messages).equal(1);
    should(summary.hours).eql([{ hour, state: "ok", messages: 1 }]);
  });

  it("gives the sink nothing where nothing matches", async () => {
    const { send } = fakeHistory({ hours: { [hour]: [packed(records(3))] } });
    let taken = 0;
    const sink: RecordSink = { form: "records", take: () => void (taken += 1) };
    const summary = await readHistory(send, requestFor([hour], { sender: "nobody" }), sink, context, now);
    should(taken).equal(0);
    should(summary.hours).eql([{ hour, state: "ok", messages: 0 }]);
  });

  it("waits for a slow sink before it goes on", async () => {
    const { send } = fakeHistory({ hours: { [hour]: [Buffer.from(textOf(records(40)))] }, chunkBytes: 700 });
    let atOnce = 0;
    let most = 0;
    const kept: JsonObject[] = [];
    const take = async (taken: readonly JsonObject[]): Promise<void> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      kept.push(...taken);
      atOnce -= 1;
    };
    await readHistory(send, requestFor(), { form: "records", take }, context, now);
    should(most).equal(1);
    should(kept).eql(records(40));
  });

  it("lets others have the event loop between pieces", async () => {
    const { send } = fakeHistory({ hours: { [hour]: [Buffer.from(textOf(records(40)))] }, chunkBytes: 700 });
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    count();
    await readHistory(send, requestFor(), keepingSink(), context, now);
    isOver = true;
    should(turns).be.above(10);
  });

  it("lets out what the sink fails with, without asking for anything again", async () => {
    const failure = new Error("the sink's own");
    const { send, calls } = fakeHistory({ hours: { [hour]: [packed(records(3))] }, retries: 3 });
    const take = (): Promise<void> => Promise.reject(failure);
    const thrown: unknown = await readHistory(send, requestFor(), { form: "records", take }, context, now).catch(
      (error: unknown) => error,
    );
    should(thrown).equal(failure);
    should(calls.length).equal(2);
  });

  it("ends at once when it is stopped, even if the sink never answers", async () => {
    const controller = new AbortController();
    const { send } = fakeHistory({ hours: { [hour]: [packed(records(3))] } });
    const take = (): Promise<void> => {
      setImmediate(() => controller.abort());
      return new Promise(() => undefined);
    };
    const { signal } = controller;
    const error = await failureOf(readHistory(send, requestFor(), { form: "records", take }, { signal }, now));
    should(error.code).equal("CHAT_STOPPED");
    should(error.details).eql({
      operation: "history",
      outcome: "not-sent",
      hours: [{ hour, state: "failed", messages: 0 }],
    });
  });

  it("ends between pieces when it is stopped", async () => {
    const controller = new AbortController();
    const { send } = fakeHistory({ hours: { [hour]: [Buffer.from(textOf(records(40)))] }, chunkBytes: 700 });
    let taken = 0;
    const take = (): void => {
      taken += 1;
      setImmediate(() => controller.abort());
    };
    const { signal } = controller;
    const error = await failureOf(readHistory(send, requestFor(), { form: "records", take }, { signal }, now));
    should(error.code).equal("CHAT_STOPPED");
    should(taken).equal(1);
  });

  it("reports how far it has come, by hours and within them", async () => {
    const reports: Progress[] = [];
    const reporting: CallContext = { ...context, report: (progress) => reports.push(progress) };
    const file = Buffer.from(textOf(records(2)));
    const { send } = fakeHistory({
      hours: { "2025100907": [file, file], "2025100909": [file] },
      chunkBytes: file.length / 2,
      hasLength: true,
    });
    await readHistory(send, requestFor(["2025100907", "2025100908", "2025100909"]), keepingSink(), reporting, now);
    const parts = reports.flatMap((each) => (each.state === "advancing" ? [Math.round(each.part * 1200)] : []));
    // Each call says that it is being made; how far it has come is said again after that.
    should(parts).eql([0, 0, 0, 100, 200, 200, 300, 400, 400, 400, 800, 800, 800, 1000, 1200]);
    should(reports.filter(({ state }) => state === "sending").length).equal(6);
  });

  it("reports hours alone where nobody knows how long their files are", async () => {
    const reports: Progress[] = [];
    const { send } = fakeHistory({ hours: { [hour]: [packed(records(2))], "2025100908": [packed(records(1, 3))] } });
    const reporting: CallContext = { ...context, report: (progress) => reports.push(progress) };
    await readHistory(send, requestFor([hour, "2025100908"]), keepingSink(), reporting, now);
    should(reports.flatMap((each) => (each.state === "advancing" ? [each.part] : []))).eql([0, 0, 0, 0.5, 0.5, 0.5]);
  });
});

describe("reading history as lines", () => {
  interface KeptLines extends LineSink {
    readonly told: unknown[];
    readonly text: () => string;
  }

  function lineSink(): KeptLines {
    const told: unknown[] = [];
    let bytes = Buffer.alloc(0);
    return {
      form: "lines",
      told,
      text: () => bytes.toString(),
      take(_hour, pieces) {
        bytes = Buffer.concat([bytes, ...pieces]);
        return Promise.resolve();
      },
      endHour: (...hourDone) => Promise.resolve(void told.push(hourDone)),
      dropHour: (name) => Promise.resolve(void told.push(name)),
    };
  }

  it("hands on the bytes that the service wrote, each line with its newline", async () => {
    const lines = [...records(3), ' { "msg_id" : "spaced" } ', ...records(2, 4)];
    const { send } = fakeHistory({
      hours: { [hour]: [Buffer.from(textOf(lines).trimEnd())], "2025100908": [packed([])] },
    });
    const sink = lineSink();
    const summary = await readHistory(send, requestFor([hour, "2025100908"]), sink, context, now);
    should(sink.text()).equal(textOf(lines));
    should(sink.told).eql([[hour, 6, Buffer.byteLength(textOf(lines))]]);
    should(summary.bytes).equal(Buffer.byteLength(textOf(lines)));
  });

  it("leaves out doubles, blank lines and what is no message", async () => {
    const lines = [
      record("1"),
      "no JSON",
      record("2"),
      "",
      record("1"),
      "[7]",
      ' {"msg_id": "2"}',
      record("3"),
      "{cut",
    ];
    const { send } = fakeHistory({ hours: { [hour]: [packed(lines)] } });
    const sink = lineSink();
    const summary = await readHistory(send, requestFor(), sink, context, now);
    should(sink.text()).equal(textOf([record("1"), record("2"), record("3")]));
    should(summary).containEql({ messages: 3, unreadable: 3, duplicates: 2 });
  });

  it("drops an hour that failed, and counts none of its messages", async () => {
    const { send } = fakeHistory({
      hours: { "2025100906": [packed(records(1))], [hour]: [Buffer.from(textOf(records(9, 2)))] },
      mishaps: [{}, { breaksAt: 1500 }, { breaksAt: 1500 }],
    });
    const sink = lineSink();
    const error = await failureOf(readHistory(send, requestFor(["2025100906", hour]), sink, context, now));
    should(sink.told.length).equal(2);
    should(sink.told[1]).equal(hour);
    should(error.details.hours?.at(-1)).eql({ hour, state: "failed", messages: 0 });
  });

  it("drops an hour that could not be ended", async () => {
    const failure = new ChatError("CHAT_INVALID_INPUT", { operation: "history", outcome: "not-sent" });
    const { send } = fakeHistory({ hours: { [hour]: [packed(records(1))] } });
    const sink = { ...lineSink(), endHour: () => Promise.reject(failure) };
    const error = await failureOf(readHistory(send, requestFor(), sink, context, now));
    should(error.code).equal("CHAT_INVALID_INPUT");
    should(sink.told).eql([hour]);
  });
});
