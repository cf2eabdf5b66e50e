/** What a flow may hand over by mistake, made anew for each use: by name. */
export const hostileValues: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  zero: () => 0,
  "minus zero": () => -0,
  "no number": () => NaN,
  infinity: () => -Infinity,
  "a large number": () => 2 ** 53,
  "a large integer": () => 10n ** 30n,
  "a symbol": () => Symbol("hello"),
  "a function": () => () => "hello",
  true: () => true,
  "a blank": () => " ",
  "a zero character": () => "\0",
  "half a character": () => "\ud800",
  "a million characters": () => "x".repeat(1_000_000),
  "a million line breaks": () => "\n".repeat(1_000_000),
  "a million opening brackets": () => "[".repeat(1_000_000),
  "the name of what every object has": () => "__proto__",
  "a list of gaps": () => new Array<unknown>(10_000),
  "a list of itself": () => {
    const list: unknown[] = [];
    list.push(list);
    return list;
  },
  "an object of itself": () => {
    const object: Record<string, unknown> = {};
    return Object.assign(object, { messageId: object, from: object, target: object, url: object, payload: object });
  },
  "a deep object": () => {
    let object: Record<string, unknown> = {};
    for (let depth = 0; depth < 20_000; depth += 1) object = { payload: object };
    return object;
  },
  "an object without a prototype": () => Object.assign(Object.create(null) as object, { uuid: "1" }),
  "keys of the prototype": () =>
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}}') as unknown,
  "an object whose properties throw": () =>
    throwing({}, ["messageId", "msg_id", "from", "target", "uuid", "url", "type", "length"]),
  "an object that throws when it becomes text": () => throwing({}, ["toString", "toJSON", "valueOf", "then"]),
  "an object that throws at everything": () => new Proxy({}, everythingThrows),
  "a list that throws at everything": () => new Proxy([], everythingThrows),
  "an object that is gone": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "no date": () => new Date(NaN),
  "a map": () => new Map([["uuid", "1"]]),
  "a view of nothing": () => new DataView(new ArrayBuffer(0)),
  "an error": () => new Error("hello"),
  "a regular expression": () => /hello/,
};

const explode = (): never => {
  throw new RangeError("a private word");
};

const everythingThrows: ProxyHandler<object> = {
  get: explode,
  has: explode,
  ownKeys: explode,
  getPrototypeOf: explode,
  getOwnPropertyDescriptor: explode,
};

function throwing(object: object, names: readonly string[]): object {
  for (const name of names) Object.defineProperty(object, name, { get: explode, enumerable: true });
  return object;
}
