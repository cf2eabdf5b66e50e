/** Whole messages: good ones with something wrong in them, and what is hardly a message at all. */
import fc from "fast-check";
import type { Properties } from "../support/node-flow";
import type { Target } from "./fuzz-flow";
import { anySpecimen, hostileText, labelOf, specimen } from "./specimen";
import type { Specimen } from "./specimen";

/** Properties that Node-RED or the palette itself puts on messages. */
const known = [
  "payload",
  "topic",
  "parts",
  "reply",
  "callback",
  "_agoraChatCallback",
  "chatError",
  "statusCode",
  "_msgid",
];

/** What is done to a message when it is complete. */
const finishes: Readonly<Record<string, (msg: object) => unknown>> = {
  "as it is": (msg) => msg,
  frozen: Object.freeze,
  sealed: Object.seal,
  "not extensible": Object.preventExtensions,
  "without a prototype": (msg) => Object.assign(Object.create(null) as object, msg),
  "with another prototype": (msg) => Object.create(msg) as object,
  "through a proxy": (msg) => new Proxy(msg, {}),
  "through a proxy that takes nothing": (msg) => new Proxy(msg, { set: () => false, defineProperty: () => false }),
  "through a proxy that throws when changed": (msg) => new Proxy(msg, { set: fail, deleteProperty: fail }),
  "through a proxy that cannot be listed": (msg) => new Proxy(msg, { ownKeys: fail }),
};

/**
 * A message for a node: some of what its fields read, and of what stands beside it, is replaced.
 *
 * @returns a specimen that makes the message
 */
export function hostileMessage({ good, fields }: Target): fc.Arbitrary<Specimen> {
  const name = fc.oneof(
    { arbitrary: fc.constantFrom(...fields), weight: 6 },
    { arbitrary: fc.constantFrom(...known), weight: 1 },
    { arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "then", "hasOwnProperty"), weight: 1 },
  );
  const around = fc
    .tuple(fc.constantFrom(...nestings(good)), fc.oneof(anySpecimen, hostileText))
    .map(([nest, inner]) => nested(nest, inner));
  const value = fc.oneof(
    { arbitrary: anySpecimen, weight: 3 },
    { arbitrary: hostileText, weight: 2 },
    { arbitrary: around, weight: 3 },
  );
  const finish = fc.oneof(
    { arbitrary: fc.constant("as it is"), weight: 3 },
    { arbitrary: fc.constantFrom(...Object.keys(finishes)), weight: 1 },
  );
  return fc
    .tuple(fc.array(fc.tuple(name, value), { maxLength: 3 }), finish)
    .map(([changes, how]) => messageOf(good, changes, how));
}

type Nesting = readonly [label: string, make: (inner: unknown) => unknown];

/** A good value with something hostile deep in it: it gets further than what is hostile throughout. */
function nestings(good: Properties): readonly Nesting[] {
  const inValues = Object.entries(good).flatMap(([name, value]): readonly Nesting[] => {
    const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (typeof first !== "object" || first === null || Buffer.isBuffer(first)) return [];
    return Object.keys(first).map((key) => [`good ${name} with ${key}`, (inner) => ({ ...first, [key]: inner })]);
  });
  return [["list", (inner) => [inner]], ["list behind a good one", (inner) => ["ann", inner]], ...inValues];
}

function nested([label, make]: Nesting, inner: Specimen): Specimen {
  return specimen(`${label} = ${labelOf(inner)}`, () => make(inner.make()));
}

function messageOf(good: Properties, changes: readonly (readonly [string, Specimen])[], how: string): Specimen {
  const label = changes.map(([name, value]) => `${name}: ${labelOf(value)}`).join(", ");
  return specimen(`{${label}} ${how}`, () => {
    const msg: object = { _msgid: String(Math.random()), ...good };
    for (const [name, value] of changes) {
      Object.defineProperty(msg, name, { value: value.make(), enumerable: true, writable: true, configurable: true });
    }
    return finishes[how]?.(msg);
  });
}

function fail(): never {
  throw new RangeError("a private word");
}
