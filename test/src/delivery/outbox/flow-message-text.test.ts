import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { runInNewContext } from "node:vm";
import should from "should";
import { isChatError } from "../../../../src/client/chat-error";
import type { Issue } from "../../../../src/client/issue";
import { flowMessageText } from "../../../../src/delivery/outbox/flow-message-text";
import { readFlowMessage } from "../../../../src/delivery/outbox/read-flow-message";
import { hostileValues } from "../../../support/hostile-values";

function again(payload: unknown): unknown {
  return readFlowMessage(flowMessageText({ payload }))["payload"];
}

function issuesOf(message: Readonly<Record<string, unknown>>): readonly Issue[] {
  try {
    flowMessageText(message);
  } catch (error) {
    if (isChatError(error, "CHAT_INVALID_INPUT")) return error.details.issues ?? [];
    throw error;
  }
  return [];
}

class Thing {
  readonly name = "a thing";
}

describe("a flow's message as text", () => {
  const kept: Readonly<Record<string, unknown>> = {
    "what JSON knows": { a: [1, "two", null, true, { b: {} }], "": "empty", ü: "日本", half: "\ud800" },
    "the numbers that JSON has no word for": [NaN, Infinity, -Infinity, -0, 10n ** 30n],
    dates: [new Date(0), new Date(1_760_000_000_123)],
    "a Buffer": Buffer.from([0, 255, 1]),
    "a piece of a Buffer": Buffer.from("hello world").subarray(3, 7),
    "typed arrays": [new Uint8Array([1, 2]), new Float64Array([1.5, NaN]), new BigInt64Array([-1n])],
    "a piece of a typed array": new Int16Array([1, -2, 3]).subarray(1),
    "bytes alone": new Uint8Array([1, 2, 3]).buffer,
    "keys that look like our own": { $date: 1, $$buffer: { $undefined: true }, $: "$", $other: [{ $number: "NaN" }] },
    "a list with nothing in it": [undefined, 1, undefined],
  };
  for (const [name, value] of Object.entries(kept)) it(`keeps ${name}`, () => should(again(value)).eql(value));

  it("is what JSON makes of it where that is enough", () => {
    should(flowMessageText({ payload: [1, "a", null, true, { b: undefined }], b: undefined })).equal(
      '{"payload":[1,"a",null,true,{}]}',
    );
  });

  it("keeps Buffers Buffers, dates dates that are none, and a zero its sign", () => {
    should([again(-0), again(0)].map((zero) => Object.is(zero, -0))).eql([true, false]);
    should(Buffer.isBuffer(again(Buffer.from("a")))).be.true();
    should((again(new Date(NaN)) as Date).getTime()).be.NaN();
  });

  it("keeps what comes out of a function node's own world", () => {
    const value: unknown = runInNewContext(
      "({ at: new Date(5), list: [1], bytes: new Uint8Array([7]), in: { a: 1 } })",
    );
    should(again(value)).eql({ at: new Date(5), list: [1], bytes: new Uint8Array([7]), in: { a: 1 } });
  });

  it("keeps the names that every object has, and harms none", () => {
    const value = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"$x":2}}') as object;
    const restored = again(value) as object;
    should(Object.keys(restored)).eql(["__proto__", "constructor"]);
    should(Object.getPrototypeOf(restored)).equal(Object.prototype);
    should(({} as Record<string, unknown>)["polluted"]).be.undefined();
  });

  it("leaves out what is undefined, and makes data of errors and of what says how", () => {
    should(again({ a: undefined, b: 1 })).eql({ b: 1 });
    const error = again(new TypeError("bad")) as Readonly<Record<string, unknown>>;
    should(error).match({ name: "TypeError", message: "bad", stack: /TypeError: bad/ });
    should(again({ at: new URL("http://a/b"), it: { toJSON: () => ({ d: new Date(1) }) } })).eql({
      at: "http://a/b",
      it: { d: new Date(1) },
    });
    const silent = { toJSON: () => undefined };
    should(again({ silent, list: [silent, 1], toJSON: "a word" })).eql({
      silent: undefined,
      list: [undefined, 1],
      toJSON: "a word",
    });
  });

  it("writes the same thing twice that is in it twice", () => {
    const shared = { a: 1 };
    should(again([shared, shared])).eql([shared, shared]);
  });

  it("says of each property what cannot be kept, and where it lies", () => {
    const circle: Record<string, unknown> = {};
    circle["me"] = [circle];
    const request = new IncomingMessage(new Socket());
    const message = {
      req: request,
      res: { _res: {}, end: () => undefined },
      list: [1, { "a b": Symbol("x") }],
      map: new Map(),
      own: new Thing(),
      circle,
      fine: 1,
      get bad() {
        throw new Error("private");
      },
    };
    should(issuesOf(message).map(({ path, params }) => [path, params?.["found"]])).eql([
      ["msg.req", "IncomingMessage"],
      ["msg.res.end", "function"],
      ['msg.list[1]["a b"]', "symbol"],
      ["msg.map", "Map"],
      ["msg.own", "Thing"],
      ["msg.circle.me[0]", "{…}"],
      ["msg.bad", "getter"],
    ]);
    should(issuesOf(message).every(({ problem }) => problem === "not-storable")).be.true();
  });

  it("refuses what is deeper or larger than anything made on purpose", () => {
    const deep: unknown = hostileValues["a deep object"]?.();
    const [issue] = issuesOf({ deep });
    should(issue?.path).equal(`msg.deep${".payload".repeat(7)}…`);
    should(issuesOf({ list: new Array<unknown>(2 ** 32 - 1) })).have.length(1);
    let doubling: unknown = "x";
    for (let depth = 0; depth < 40; depth += 1) doubling = [doubling, doubling];
    should(issuesOf({ doubling })).have.length(1);
  });

  for (const [name, make] of Object.entries(hostileValues)) {
    it(`keeps or refuses ${name}`, () => {
      const issues = issuesOf({ payload: make() });
      if (issues.length === 0) should(() => again(make())).not.throw();
      else should(JSON.stringify(issues)).not.match(/private word/);
    });
  }

  for (const text of [
    "",
    "7",
    "[]",
    '{"a":{"$other":1}}',
    '{"a":{"$view":["Socket","AA=="]}}',
    '{"a":{"$view":["constructor","AA=="]}}',
    '{"a":{"$view":[["DataView"],"AA=="]}}',
    '{"a":{"$bigint":"x"}}',
  ]) {
    it(`does not read ${text || "nothing"}`, () => should(() => readFlowMessage(text)).throw());
  }
});
