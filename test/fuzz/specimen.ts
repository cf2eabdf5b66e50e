/** Values that nobody would make on purpose, made anew for each use, and printed by what they are when one finds a bug. */
import fc from "fast-check";
import { hostileValues } from "../support/hostile-values";
import { hostileTexts } from "./hostile-texts";
import { heavyValues, strangeValues } from "./strange-values";

/** Something to be made. */
export interface Specimen {
  readonly [fc.toStringMethod]: () => string;
  readonly make: () => unknown;
}

/** @param label short: it is what a failure shows */
export function specimen(label: string, make: () => unknown): Specimen {
  return { [fc.toStringMethod]: () => label, make };
}

/** What a specimen is, in one line. */
export function labelOf(each: Specimen): string {
  return each[fc.toStringMethod]();
}

/** Keys that mean something to JavaScript, and those that the service's objects and ours have. */
const keys = [
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "valueOf",
    "toJSON",
    "then",
    "length",
    "hasOwnProperty",
    "0",
  ],
  ...[
    "messageId",
    "msg_id",
    "chatType",
    "chat_type",
    "to",
    "from",
    "target",
    "payload",
    "bodies",
    "ext",
    "type",
    "msg",
  ],
  ...["url", "uuid", "secret", "filename", "file_name", "file_length", "bytes", "mimeType", "size", "width", "height"],
  ...[
    "length",
    "seconds",
    "thumb",
    "thumb_secret",
    "lat",
    "lng",
    "addr",
    "action",
    "customEvent",
    "customExts",
    "data",
  ],
  ...["timestamp", "msg_timestamp", "body", "em_apns_ext", "em_push_title", "delivery_id", "is_ack_read", "direction"],
];

/** Words that those objects hold. */
const words = [
  "users",
  "chatgroups",
  "chat",
  "groupchat",
  "txt",
  "img",
  "video",
  "loc",
  "custom",
  "Buffer",
  "ann",
  "1",
];

/** Texts that lead elsewhere, break lines, or are none. */
export const hostileText: fc.Arbitrary<Specimen> = fc.oneof(
  fc.constantFrom(...hostileTexts).map((text) => specimen(shown(text), () => text)),
  fc.string({ unit: "binary", maxLength: 80 }).map((text) => specimen(shown(text), () => text)),
  fc
    .array(fc.constantFrom("..", "/", "\\", "%2e%2e", "%2F", "\0", "\r\n", "#", "?", "\ud800", "a", " ", "@", ":", ";"))
    .map((parts) => parts.join(""))
    .map((text) => specimen(shown(text), () => text)),
);

/** One of the named values. */
const named: fc.Arbitrary<Specimen> = fc.oneof(
  { arbitrary: oneOf({ ...hostileValues, ...strangeValues }), weight: 60 },
  { arbitrary: oneOf(heavyValues), weight: 1 },
);

function oneOf(values: Readonly<Record<string, () => unknown>>): fc.Arbitrary<Specimen> {
  return fc.constantFrom(...Object.entries(values)).map(([label, make]) => specimen(label, make));
}

/** What fast-check makes of its own accord; made into specimens by being printed from what it drew. */
const anything: fc.Arbitrary<Specimen> = fc
  .anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, maxDepth: 2 })
  .map((value) => specimen(fc.stringify(value).slice(0, 300), () => value));

const word: fc.Arbitrary<Specimen> = fc.constantFrom(...words).map((text) => specimen(shown(text), () => text));

/** Any value; objects and lists hold others. */
export const anySpecimen: fc.Arbitrary<Specimen> = fc.letrec<{ readonly value: Specimen }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: named, weight: 4 },
    { arbitrary: hostileText, weight: 3 },
    { arbitrary: word, weight: 2 },
    { arbitrary: anything, weight: 2 },
    { arbitrary: fc.array(tie("value"), { maxLength: 4 }).map(listOf), weight: 2 },
    {
      arbitrary: fc.array(fc.tuple(fc.constantFrom(...keys), tie("value")), { maxLength: 6 }).map(objectOf),
      weight: 4,
    },
  ),
})).value;

function listOf(items: readonly Specimen[]): Specimen {
  return specimen(`[${items.map(labelOf).join(", ")}]`, () => items.map((item) => item.make()));
}

/** Keys are own properties, `__proto__` too, as `JSON.parse` makes them. */
function objectOf(entries: readonly (readonly [string, Specimen])[]): Specimen {
  return specimen(`{${entries.map(([key, value]) => `${key}: ${labelOf(value)}`).join(", ")}}`, () => {
    const object = {};
    for (const [key, value] of entries) {
      Object.defineProperty(object, key, { value: value.make(), enumerable: true, writable: true, configurable: true });
    }
    return object;
  });
}

function shown(text: string): string {
  return text.length > 120 ? `${JSON.stringify(text.slice(0, 40))}… (${text.length} characters)` : JSON.stringify(text);
}
