import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import should from "should";
import { isChatError } from "../../../../src/client/chat-error";
import type { Dialect } from "../../../../src/client/dialects/dialect";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { Issue } from "../../../../src/client/issue";
import type { Message } from "../../../../src/client/message";
import { messageParts } from "../../../../src/client/sending/message-part";
import { parseMessage } from "../../../../src/client/parsing/parse-message";
import type { MessageDraft } from "../../../../src/client/parsing/parse-message";
import { wholeLists } from "../../../support/whole-lists";
import { bothDialects } from "../use-client";

const txt = { type: "txt", msg: "soil too dry" };

function parsed(draft: Partial<MessageDraft>, dialect: Dialect = dialects.current): Message {
  return parseMessage({ chatType: "users", to: "alice.k", body: txt, ...draft }, dialect);
}

/** The problems of a draft that must have some: `path: problem`. */
function problems(draft: Partial<MessageDraft>, dialect?: Dialect): readonly string[] {
  return issues(draft, dialect).map(({ path, problem }) => `${path}: ${problem}`);
}

function issues(draft: Partial<MessageDraft>, dialect?: Dialect): readonly Issue[] {
  try {
    parsed(draft, dialect);
  } catch (error) {
    if (!isChatError(error, "CHAT_INVALID_INPUT")) throw error;
    should(error.details.outcome).equal("not-sent");
    return error.details.issues ?? [];
  }
  throw new Error("was taken");
}

describe("the check of a message", () => {
  it("leaves what it checked as it was, and adds nothing", () => {
    const body = { type: "txt", fields: { msg: "soil too dry" } };
    const plain = { chatType: "users", to: ["alice.k"], body, onlineOnly: false, syncDevice: false };
    should(parsed({})).eql(plain);
    should(parsed({ from: "bed-3", ext: { bed: 3 }, onlineOnly: true, syncDevice: true })).eql({
      ...plain,
      ...{ from: "bed-3", ext: { bed: 3 }, onlineOnly: true, syncDevice: true },
    });
  });

  it("says what may be chosen, and what a body looks like", () => {
    should(issues({ chatType: "fax" })).eql([
      { path: "chatType", problem: "not-a-choice", params: { allowed: "users, chatgroups, chatrooms" } },
    ]);
    const [problem] = issues({ body: 31 });
    should(problem).match({ path: "body", problem: "not-an-object" });
    should(parsed({ body: JSON.parse(String(problem?.params?.["example"])) as unknown }).body.type).equal("txt");
  });

  it("shows what it found, what is allowed, and examples that it would take itself", () => {
    const url = "https://a.example/x";
    const paramsOf = (draft: Partial<MessageDraft>): unknown => issues(draft).map(({ params }) => params);
    should(paramsOf({ body: { type: "fax" } })).eql([{ allowed: "txt, img, audio, video, file, loc, cmd, custom" }]);
    should(paramsOf({ body: { type: "file", url: "x.csv" } })).eql([{ found: '"…"' }]);
    should(paramsOf({ body: { type: "file", url: 7 } })).eql([{ found: "123" }]);
    should(paramsOf({ body: { type: "txt", msg: {} } })).eql([{ found: "{…}" }]);
    should(paramsOf({ body: { type: "audio", url, length: -1 } })).eql([{ found: -1, least: 0, most: "∞" }]);
    should(paramsOf({ body: { type: "loc", lat: -91, lng: 0, addr: "B" } })).eql([
      { found: -91, least: -90, most: 90 },
    ]);
    should(paramsOf({ body: { type: "custom", customEvent: "a b" } })).match(
      wholeLists([{ pattern: /^\^\[a-zA-Z0-9.*\$$/ }]),
    );
    should(paramsOf({ to: { id: "a" } })).eql([{ found: "{…}" }]);
    should(paramsOf({ from: "x".repeat(65) })).eql([{ found: 65, allowed: 64 }]);

    for (const ext of [[], "[]"]) {
      const [problem] = issues({ ext });
      should(problem?.params).match({ found: "[…]" });
      should(parsed({ ext: problem?.params?.["example"] }).ext).eql({ key: "value" });
    }
    const [problem] = issues({ body: { type: "img", url, size: { width: {}, height: 1 } } });
    should(problem).match({ problem: "not-an-object", params: { found: "{…}" } });
    const size = problem?.params?.["example"];
    should(parsed({ body: { type: "img", url, size } }).body.fields).match({ size: { width: 640, height: 480 } });
  });

  it("draws what it found, whatever it is", () => {
    const found = (value: unknown): unknown =>
      issues({ body: { type: "custom", customEvent: "e", customExts: { value } } });
    for (const [value, drawn] of [
      [null, "null"],
      [undefined, "undefined"],
      [[], "[…]"],
      [{}, "{…}"],
      [7, "123"],
      [false, "true"],
      [Buffer.from("x"), "Buffer"],
      [1n, "bigint"],
    ]) {
      should(found(value)).match(wholeLists([{ problem: "value-not-text", params: { name: "value", found: drawn } }]));
    }
  });

  it("knows the words of records for chat types", () => {
    for (const [word, chatType] of Object.entries({
      users: "users",
      chatgroups: "chatgroups",
      chatrooms: "chatrooms",
      chat: "users",
      groupchat: "chatgroups",
      chatroom: "chatrooms",
    })) {
      should(parsed({ chatType: word }).chatType).equal(chatType);
    }
    for (const wrong of ["toString", "user", 1, {}, "__proto__"]) {
      should(problems({ chatType: wrong })).eql(["chatType: not-a-choice"]);
    }
    should(problems({ chatType: undefined })).eql(["chatType: required"]);
  });

  it("omits what is empty and optional", () => {
    const push = { title: "", content: undefined, category: null };
    const message = parsed({ from: "", ext: "", push, body: { ...txt, extra: "", other: null } });
    should(message).eql({
      chatType: "users",
      to: ["alice.k"],
      body: { type: "txt", fields: { msg: "soil too dry" } },
      onlineOnly: false,
      syncDevice: false,
    });
    should(parsed({ ext: {} })).not.have.property("ext");
    should(problems({ from: "  " })).eql(["from: empty-id"]);
  });

  it("keeps ids as text and takes no numbers for them", () => {
    should(parsed({ to: "1402233445566778899" }).to).eql(["1402233445566778899"]);
    should(issues({ to: 1402233445566778, from: 7 })).eql([
      { path: "to", problem: "id-not-text", params: { found: "123" } },
      { path: "from", problem: "id-not-text", params: { found: "123" } },
    ]);
  });

  it("reports every problem together, each with its field", () => {
    should(
      problems({
        chatType: "nobody",
        to: ["a", "", 7],
        from: "x".repeat(65),
        body: { type: "loc", lat: "north", lng: 181 },
        ext: "{",
        push: { title: {}, sound: "  " },
      }),
    ).eql([
      "chatType: not-a-choice",
      "to[1]: empty-id",
      "to[2]: id-not-text",
      "from: id-too-long",
      "body.lat: not-a-number",
      "body.lng: out-of-range",
      "body.addr: required",
      "ext: not-json",
      "pushTitle: not-text",
      "pushSound: required",
    ]);
  });

  it("adds its findings to those made before, one a field", () => {
    const draft = { chatType: "users", to: undefined, body: { type: "txt" } };
    const found: readonly Issue[] = [{ path: "to", problem: "reply-missing" }];
    should(() => parseMessage(draft, dialects.current, (field) => `my-${field}`, found)).throw(
      wholeLists({
        details: {
          operation: "send-message",
          outcome: "not-sent",
          issues: [
            { path: "to", problem: "reply-missing" },
            { path: "my-msg", problem: "required" },
          ],
        },
      }),
    );
  });

  it("wants the text to be there, and text", () => {
    should(parsed({ body: { type: "txt", msg: 21.5 } }).body.fields).eql({ msg: "21.5" });
    should(parsed({ body: { type: "txt", msg: false } }).body.fields).eql({ msg: "false" });
    for (const blank of ["", " \n", undefined, null]) {
      should(problems({ body: { type: "txt", msg: blank } })).eql(["body.msg: required"]);
    }
    const notText = [{}, [], Buffer.from("x"), new Date(0), NaN, 1n, Symbol("x"), () => "x"];
    for (const msg of notText) should(problems({ body: { type: "txt", msg } })).eql(["body.msg: not-text"]);
  });

  it("wants a body of a known kind", () => {
    should(problems({ body: undefined })).eql(["body: required"]);
    for (const body of ["text", 7, [txt], new Map(), Buffer.from("x")]) {
      should(problems({ body })).eql(["body: not-an-object"]);
    }
    for (const type of [undefined, "text", "toString", "__proto__", 7]) {
      should(problems({ body: { type } })).eql(["body.type: unknown-body"]);
    }
  });

  it("wants degrees in decimal digits, within their bounds, and keeps them as they were written", () => {
    const loc = (lat: unknown, lng: unknown = 0): Partial<MessageDraft> => ({
      body: { type: "loc", lat, lng, addr: "B" },
    });
    should(parsed(loc(" 52.370200 ", -180)).body.fields).eql({ lat: "52.370200", lng: "-180", addr: "B" });
    should(parsed(loc(".25", "1e1")).body.fields).match({ lat: ".25", lng: "1e1" });
    should(parsed(loc("2500e-02", "+1E+01")).body.fields).match({ lat: "2500e-02", lng: "+1E+01" });
    for (const wrong of ["north", "0x10", "0b1", "1_0", "Infinity", "52,37", "..", {}, ["5"], NaN, Infinity, true]) {
      should(problems(loc(wrong))).eql(["body.lat: not-a-number"]);
    }
    should(problems(loc(90.001, "-180.5"))).eql(["body.lat: out-of-range", "body.lng: out-of-range"]);
    // A text that strayed into the wrong field may be what people say to each other.
    const begun = performance.now();
    should(problems(loc(`${"1".repeat(100_000)}x`))).eql(["body.lat: not-a-number"]);
    should(performance.now() - begun).be.below(1_000);
    should(issues(loc("see you at 8"))).eql([{ path: "body.lat", problem: "not-a-number", params: { found: '"…"' } }]);
  });

  it("holds custom messages to the service's rules", () => {
    const custom = (fields: object): Partial<MessageDraft> => ({ body: { type: "custom", ...fields } });
    const seventeen = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, "v"]));
    const { k16: _, ...sixteen } = seventeen;
    should(parsed(custom({ customEvent: "e", customExts: sixteen })).body.fields).match({ customExts: sixteen });
    should(issues(custom({ customEvent: "e", customExts: seventeen }))).eql([
      { path: "body.customExts", problem: "extra-entries", params: { found: 17, allowed: 16 } },
    ]);
    should(issues(custom({ customEvent: "e", customExts: { tank: 7 } }))).eql([
      { path: "body.customExts", problem: "value-not-text", params: { name: "tank", found: "123" } },
    ]);
    should(problems(custom({ customEvent: "a b" }))).eql(["body.customEvent: wrong-pattern"]);
    should(problems(custom({ customEvent: {} }))).eql(["body.customEvent: not-text"]);
    should(parsed(custom({ customEvent: "a b" }), dialects.legacy).body.fields).eql({ customEvent: "a b" });
    should(problems(custom({ customEvent: "x".repeat(33) }), dialects.legacy)).eql(["body.customEvent: wrong-pattern"]);
    should(problems(custom({}))).eql(["body.customEvent: required"]);
    should(parsed(custom({ customExts: { a: "1" } })).body.fields).eql({ customExts: { a: "1" } });
    should(problems(custom({ customExts: { a: "1" } }), dialects.legacy)).eql(["body.customEvent: required"]);
    should(parsed(custom({ customExts: '{"a":"1"}', customEvent: "e" })).body.fields).match({ customExts: { a: "1" } });
    should(problems(custom({ customEvent: "a b", customExts: { tank: 7 } }))).eql([
      "body.customExts: value-not-text",
      "body.customEvent: wrong-pattern",
    ]);
  });

  it("wants addresses for files, and finds a name where none is given", () => {
    const file = (fields: object): Partial<MessageDraft> => ({ body: { type: "file", ...fields } });
    should(parsed(file({ url: " https://a.example/x/l%C3%B6g.csv?y=1 " })).body.fields).eql({
      url: "https://a.example/x/l%C3%B6g.csv?y=1",
      filename: "lög.csv",
    });
    should(parsed(file({ url: "http://a.example" })).body.fields).match({ filename: "file" });
    should(parsed(file({ url: "http://a.example/%E0%A4%A" })).body.fields).match({ filename: "%E0%A4%A" });
    const elsewhere = ["javascript:https://a.example/", "https://a b/", "https://a.example/b c"];
    for (const url of ["x.csv", "ftp://a/x", "javascript:1", "https://", ...elsewhere, 7, {}]) {
      should(problems(file({ url }))).eql(["body.url: not-a-url"]);
    }
    should(problems(file({}))).eql(["body.url: required"]);
  });

  it("counts bytes, seconds and pixels in whole numbers", () => {
    const url = "https://a.example/x.mp4";
    const body = { type: "video", url, length: "3.2", file_length: 0 };
    should(parsed({ body }).body.fields).match({ length: 4, file_length: 0 });
    should(problems({ body: { ...body, length: -1, file_length: "x" } })).eql([
      "body.file_length: not-a-number",
      "body.length: out-of-range",
    ]);
    const img = { type: "img", url };
    should(parsed({ body: { ...img, size: { width: "640", height: 480, depth: 3 } } }).body.fields).match({
      size: { width: 640, height: 480 },
    });
    for (const size of [{ width: 1 }, 640, [640, 480], { width: {}, height: 1 }]) {
      should(problems({ body: { ...img, size } })).eql(["body.size: not-an-object"]);
    }
    should(problems({ body: { ...img, size: "640x480" } })).eql(["body.size: not-json"]);
  });

  it("puts push options where the service looks for them", () => {
    const push = { title: "Dry", content: 7, category: "c", sound: "s", mutable: true, silent: true, force: true };
    should(parsed({ ext: { own: 1, em_apns_ext: { extern: 2 } }, push, deliveryId: "d-1" }).ext).eql({
      own: 1,
      em_apns_ext: {
        extern: 2,
        em_push_title: "Dry",
        em_push_content: "7",
        em_push_category: "c",
        em_push_sound: "s",
        em_push_mutable_content: true,
      },
      em_ignore_notification: true,
      em_force_notification: true,
      delivery_id: "d-1",
    });
    for (const ext of [[], 7, "7", "null", new Date(0), Buffer.from("x")]) {
      should(problems({ ext })).eql(["ext: not-an-object"]);
    }
  });

  it("takes an uploaded file as it came out of the upload", () => {
    const uploaded = {
      uuid: "1dfc7f50-55c6-11e4-8a07-7d75b8fb3d42",
      url: "https://a.example/f/c/chatfiles/1dfc7f50-55c6-11e4-8a07-7d75b8fb3d42",
      secret: null,
      filename: "x.bin",
      bytes: 12,
      mimeType: "image/png",
      width: 4,
      height: 3,
      seconds: 2.5,
    };
    const facts = { url: uploaded.url, filename: "x.bin", file_length: 12 };
    should(parsed({ body: uploaded }).body).eql({ type: "img", fields: { ...facts, size: { width: 4, height: 3 } } });
    for (const [mimeType, body] of Object.entries({
      "audio/amr": { type: "audio", fields: { ...facts, length: 3 } },
      "video/mp4": { type: "video", fields: { ...facts, length: 3 } },
      "text/csv": { type: "file", fields: facts },
    })) {
      should(parsed({ body: { ...uploaded, mimeType } }, dialects.legacy).body).eql(body);
    }
    should(parsed({ body: { ...uploaded, secret: "abc" } }).body.fields).match({ secret: "abc" });
    should(problems({ body: { ...uploaded, url: "nowhere" } })).eql(["body.url: not-a-url"]);
    for (const mimeType of [undefined, 7]) {
      should(parsed({ body: { ...uploaded, mimeType } }).body).eql({ type: "file", fields: facts });
    }
  });

  it("takes for an uploaded file only what has its address and its UUID, and says no kind itself", () => {
    const uuid = "1dfc7f50-55c6-11e4-8a07-7d75b8fb3d42";
    const url = `https://a.example/f/c/chatfiles/${uuid}`;
    for (const body of [{ url }, { uuid }, { url, uuid: 7 }, { url: 7, uuid }]) {
      should(problems({ body })).eql(["body.type: unknown-body"]);
    }
    should(parsed({ body: { type: "file", uuid, url, mimeType: "image/png" } }).body.type).equal("file");
  });

  it("sends a record of the history again", () => {
    const record = (body: object, ext: object = {}): object => ({
      msg_id: "1402233445566778899",
      chat_type: "chat",
      payload: { bodies: [body], ext, from: "a", to: "b" },
    });
    should(
      parsed({ body: record({ type: "loc", lat: 52.37, lng: 4.9, addr: "B" }, { zone: 1 }), ext: { own: 2 } }),
    ).match({
      body: { type: "loc", fields: { lat: "52.37", lng: "4.9", addr: "B" } },
      ext: { zone: 1, own: 2 },
    });
    should(parsed({ body: record({ type: "txt", msg: "dry" }, { zone: 1 }) })).match({
      body: { type: "txt", fields: { msg: "dry" } },
      ext: { zone: 1 },
    });
    const custom = { type: "custom", customEvent: "e" };
    for (const body of [
      { ...custom, customExts: [{ a: "1" }, { b: "2" }] },
      { ...custom, customExts: [{ wrong: "9" }], "v2:customExts": { a: "1", b: "2" } },
      { ...custom, customExts: { a: "1", b: "2" } },
    ]) {
      should(parsed({ body: record(body) }).body.fields).eql({ customEvent: "e", customExts: { a: "1", b: "2" } });
    }
    should(parsed({ body: record({ type: "cmd", msg: "open" }) }).body.fields).eql({ action: "open" });
    should(parsed({ body: record({ type: "cmd", action: "open", msg: "x" }) }).body.fields).eql({
      action: "open",
      msg: "x",
    });
    should(parsed({ body: record({ type: "file", url: "https://a.example/x", file_name: "y" }) }).body.fields).match({
      filename: "y",
    });
    should(parsed({ body: record({ type: "file", url: "https://a.example/x", filename: "z" }) }).body.fields).match({
      filename: "z",
    });
    for (const customExts of [
      ["a", "b"],
      [{ a: "1" }, "b"],
    ]) {
      should(problems({ body: record({ ...custom, customExts }) })).eql(["body.customExts: not-an-object"]);
    }
    should(problems({ body: { payload: { bodies: [] } } })).eql(["body.type: unknown-body"]);
    const many = new Array<object>(150_000).fill({ a: "1" });
    should(parsed({ body: record({ ...custom, customExts: many }) }).body.fields).match({ customExts: { a: "1" } });
  });
});

describe("the check of a message that means no good", () => {
  const cyclic: Record<string, unknown> = { type: "txt", msg: "x" };
  cyclic["self"] = cyclic;
  const thrower = (): never => {
    throw new Error("a trap of the flow");
  };
  const traps = { get: thrower, getPrototypeOf: thrower, ownKeys: thrower };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  it("refuses what JSON cannot say", () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 50_000; depth += 1) deep = { deep };
    for (const ext of [cyclic, { big: 1n }, { toJSON: thrower }, { deep }, new Proxy({}, traps), revoked.proxy]) {
      should(problems({ ext })).eql(["ext: not-json"]);
    }
    should(problems({ body: cyclic })).eql(["body.self: not-json"]);
    should(problems({ body: { ...txt, big: 1n } })).eql(["body.big: not-json"]);
    should(problems({ ext: { toJSON: () => [1] } })).eql(["ext: not-an-object"]);
  });

  it("refuses objects that throw when they are read", () => {
    const getter = Object.defineProperty({ type: "txt" }, "msg", { get: thrower, enumerable: true });
    for (const body of [new Proxy({}, traps), revoked.proxy, getter]) {
      should(problems({ body })).eql(["body: not-json"]);
    }
    for (const to of [new Proxy(["a"], traps), revoked.proxy]) should(problems({ to })).eql(["to: not-json"]);
    should(problems({ from: revoked.proxy })).eql(["from: not-json"]);
    should(inspect(issues({ body: new Proxy({}, traps) }))).not.containEql("a trap of the flow");
  });

  it("sends what JSON says of dates, and nothing of functions", () => {
    should(parsed({ ext: { at: new Date(0), run: thrower, none: undefined } }).ext).eql({
      at: "1970-01-01T00:00:00.000Z",
    });
    const { fields } = parsed({ body: { ...txt, at: new Date(0), run: thrower } }).body;
    should(JSON.stringify(fields)).equal('{"msg":"soil too dry","at":"1970-01-01T00:00:00.000Z"}');
  });

  it("is not changed by what the flow does later", () => {
    const ext = { zone: { name: "north" } };
    const extra = { a: 1 };
    const message = parsed({ ext, body: { ...txt, extra } });
    ext.zone.name = "south";
    extra.a = 2;
    should(message).match({ ext: { zone: { name: "north" } }, body: { fields: { extra: { a: 1 } } } });
  });

  it("treats __proto__ as a name like any other", () => {
    const body = JSON.parse('{"type":"txt","__proto__":{"msg":"inherited"}}') as unknown;
    should(problems({ body })).eql(["body.msg: required"]);
    const ext = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown;
    const whole = JSON.parse('{"type":"txt","msg":"x","__proto__":{"polluted":true}}') as unknown;
    const [part] = messageParts(parsed({ ext, body: whole }), dialects.current);
    should(part?.call.json).containEql('"ext":{"__proto__":{"polluted":true}');
    should(({} as Record<string, unknown>)["polluted"]).be.undefined();
    const record = JSON.parse('{"payload":{"bodies":[{"type":"custom","customExts":[{"__proto__":"x"}]}]}}') as unknown;
    should(Object.keys((parsed({ body: record }).body.fields as { customExts: object }).customExts)).eql(["__proto__"]);
  });

  it("reports a hundred of many problems in no time", () => {
    should(problems({ to: new Array<string>(1_000_000).fill("") }).length).equal(100);
  });

  it("takes objects made elsewhere, as function nodes make them", () => {
    const [body, ext] = runInNewContext('[{ type: "txt", msg: "x" }, { zone: { a: [1] } }]') as readonly unknown[];
    should(parsed({ body, ext, to: runInNewContext('["a"]') })).match(
      wholeLists({ to: ["a"], ext: { zone: { a: [1] } } }),
    );
  });

  it("finds gaps in lists", () => {
    should(problems({ to: new Array(2) })).eql(["to[0]: id-not-text", "to[1]: id-not-text"]);
  });

  it("looks at no more than a hundred gaps of a list that has billions", () => {
    should(problems({ to: new Array(4_294_967_295) })).have.length(100);
  });

  it("takes half a character as the service would", () => {
    for (const dialect of bothDialects) {
      const [part] = messageParts(parsed({ to: "a\ud83d", body: { type: "txt", msg: "\udc00" } }, dialect), dialect);
      should(part?.call.json).containEql("\\udc00").and.containEql("a\\ud83d");
    }
  });

  it("measures ten megabytes without choking", () => {
    const message = parsed({ body: { type: "txt", msg: "é".repeat(5_000_000) } });
    should(() => messageParts(message, dialects.current)).throw({ code: "CHAT_TOO_LARGE" });
  });
});
