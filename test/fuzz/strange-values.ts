import { flatPng } from "../support/sample-media";

/** Must appear in no error, status or log. */
export const privateWord = "a private word";

const fail = (thrown: unknown) => (): never => {
  // What somebody else's code throws may be anything.

  throw thrown;
};

/** Besides the hostile values that single tests use: what breaks in the hands of whoever looks at it. By name. */
export const strangeValues: Readonly<Record<string, () => unknown>> = {
  "a text object": () => new String("ann"),
  "a number object": () => new Number(7),
  "a yes object": () => new Boolean(true),
  "the last date": () => new Date(8.64e15),
  "a date whose methods throw": () => Object.assign(new Date(), { getTime: fail(privateWord), toJSON: fail(null) }),
  "a class's instance": () => new Cropped(),
  "a frozen object": () => Object.freeze({ to: Object.freeze(["ann"]), url: "x" }),
  // Far longer ones bring down Node-RED itself, as soon as it copies the message for a Catch node.
  "a list that says another length": () => new Proxy(["ann"], { get: longList }),
  "a list whose iteration throws": () => Object.assign(["ann"], { [Symbol.iterator]: fail(privateWord) }),
  "a list whose iteration does not end": () => Object.assign(["ann"], { [Symbol.iterator]: endless }),
  "a list whose entries throw": () => Object.defineProperty(["ann"], 0, { get: fail(new Error(privateWord)) }),
  "bytes that are gone": () => detached(),
  "shared bytes": () => new Uint8Array(new SharedArrayBuffer(64)),
  "shared bytes alone": () => new SharedArrayBuffer(64),
  "bytes of floats": () => new Float64Array([NaN, Infinity]),
  "large integers": () => new BigUint64Array(4),
  "a view of a picture": () => new DataView(Uint8Array.from(flatPng(2, 2)).buffer),
  "half a picture": () => flatPng(8, 8).subarray(0, 30),
  "a picture that says it is huge": () => huge(),
  "a Buffer that says another length": () => Object.defineProperty(Buffer.from("ann"), "length", { value: 100_000 }),
  "a Buffer that was JSON": () => JSON.parse(JSON.stringify(flatPng(2, 2))) as unknown,
  "a Buffer that was JSON, wrongly": () => ({ type: "Buffer", data: [1, 256, -1, NaN, "x"] }),
  "a proxy of a Buffer": () => new Proxy(flatPng(2, 2), {}),
  "a proxy of a date": () => new Proxy(new Date(), {}),
  "a promise that never settles": () => new Promise(() => undefined),
  "a promise that is rejected": () => rejected(),
  "an object that throws when it is awaited": () => Object.defineProperty({}, "then", { get: fail(privateWord) }),
  "an object that never answers when it is awaited": () => ({ then: () => undefined }),
  "an object that throws nothing": () => throwing(undefined),
  "an object that throws null": () => throwing(null),
  "an object that throws a symbol": () => throwing(Symbol(privateWord)),
  "an object that throws what is gone": () => throwing(gone()),
  "an object that throws what throws": () => throwing(new Proxy({}, { get: fail(null), has: fail(null) })),
  "an object that throws what has no kind": () => throwing(new Proxy({}, { getPrototypeOf: fail(null) })),
  "an object that throws an error of a strange name": () => throwing(named({ toString: fail(privateWord) })),
  "an object that throws an error of a private name": () => throwing(named(`${privateWord} ${"x".repeat(999)}`)),
  "an object that throws an error whose name throws": () =>
    throwing(Object.defineProperty(new Error(privateWord), "name", { get: fail(null) })),
  "an object that throws an error with a code": () =>
    throwing(Object.assign(new Error(privateWord), { code: "E", value: gone() })),
  "an object that throws an error like ours": () => throwing({ [Symbol.for("@chat-flows/chat-error")]: true }),
  "an object whose JSON is large": () => ({ toJSON: () => "x".repeat(1_000_000) }),
  "an object whose JSON is another": () => ({ type: "txt", msg: "x", toJSON: () => ({ type: "img" }) }),
  "an object that differs at each look": () => fickle(),
  "a weak map": () => new WeakMap(),
  "a generator": () => (function* () {})(),
  "an address object": () => new URL("https://a.invalid/x"),
  "a global": () => globalThis,
  "the module's own prototype": () => Object.prototype,
};

/** The same, each of which takes a while; by name. */
export const heavyValues: Readonly<Record<string, () => unknown>> = {
  "ten million characters": () => "x".repeat(10_000_000),
  "ten million characters of three bytes": () => "€".repeat(10_000_000),
  "ten million bytes": () => Buffer.alloc(10_000_000, 1),
  "eleven million bytes": () => Buffer.alloc(11_000_000, 1),
  "a list with a gap far out": () => Object.assign([], { 300_000: "ann" }),
  "a Buffer that was JSON, with a gap": () => ({ type: "Buffer", data: new Array(2_000_000) }),
};

class Cropped {
  readonly #size = 5;
  readonly type = "txt";
  get msg(): string {
    return `${this.#size}`;
  }
}

function throwing(thrown: unknown): object {
  const object = {};
  for (const name of [
    "type",
    "url",
    "uuid",
    "messageId",
    "msg_id",
    "to",
    "from",
    "toString",
    "then",
    "length",
    "toJSON",
  ]) {
    Object.defineProperty(object, name, { get: fail(thrown), enumerable: true });
  }
  return object;
}

function named(name: unknown): Error {
  return Object.assign(new Error(privateWord), { name });
}

function gone(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Handled: it is not the palette that must answer for it. */
function rejected(): Promise<never> {
  const promise = Promise.reject(new Error(privateWord));
  promise.catch(() => undefined);
  return promise;
}

function detached(): Uint8Array {
  const bytes = new Uint8Array(64);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function longList(target: readonly string[], key: string | symbol): unknown {
  return key === "length" ? 100_000 : (Reflect.get(target, key) as unknown);
}

function* endless(): Generator<string> {
  for (let count = 0; count < 1e6; count += 1) yield "ann";
}

/** Its head says 4 billion pixels each way. */
function huge(): Buffer {
  const picture = Buffer.from(flatPng(2, 2));
  picture.fill(0xff, 16, 24);
  return picture;
}

function fickle(): object {
  let looks = 0;
  const values = ["txt", 7, undefined, "img", Symbol("x"), null, {}];
  return new Proxy(
    {},
    {
      get: () => values[looks++ % values.length],
      ownKeys: () => ["type", "msg", "url"].slice(looks++ % 3),
      getOwnPropertyDescriptor: () => ({
        value: values[looks++ % values.length],
        enumerable: true,
        configurable: true,
      }),
    },
  );
}
