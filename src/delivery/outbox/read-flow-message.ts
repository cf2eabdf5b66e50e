import { isJsonObject } from "../../client/json-object";
import type { JsonObject } from "../../client/message";

/**
 * Reads what `flowMessageText` wrote.
 *
 * @throws where it is damaged
 */
export function readFlowMessage(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  // Most messages are plain JSON, and as they were already.
  const message = text.includes('"$') ? restored(value) : value;
  if (!isJsonObject(message)) throw new SyntaxError("not a message");
  return message;
}

/** Whether bytes of this kind can be read again. */
export function isViewKind(kind: string): boolean {
  return Object.hasOwn(views, kind);
}

function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored);
  if (!isJsonObject(value)) return value;
  const pairs = Object.entries(value);
  const [[tag, content] = ["", undefined]] = pairs;
  if (pairs.length === 1 && /^\$[^$]/.test(tag)) return tagged(tag, content);
  // `fromEntries` makes a property of `__proto__` like of any other name.
  return Object.fromEntries(pairs.map(([key, one]) => [key.startsWith("$$") ? key.slice(1) : key, restored(one)]));
}

function tagged(tag: string, content: unknown): unknown {
  switch (tag) {
    case "$undefined":
      return undefined;
    case "$date":
      return new Date(typeof content === "number" ? content : NaN);
    case "$number":
      return Number(content);
    case "$bigint":
      return BigInt(String(content));
    case "$buffer":
      return Buffer.from(String(content), "base64");
    case "$view":
      return view(content);
    default:
      throw new SyntaxError("unknown value");
  }
}

const views: Readonly<Record<string, (bytes: ArrayBuffer) => unknown>> = {
  ArrayBuffer: (bytes) => bytes,
  DataView: (bytes) => new DataView(bytes),
  Int8Array: (bytes) => new Int8Array(bytes),
  Uint8Array: (bytes) => new Uint8Array(bytes),
  Uint8ClampedArray: (bytes) => new Uint8ClampedArray(bytes),
  Int16Array: (bytes) => new Int16Array(bytes),
  Uint16Array: (bytes) => new Uint16Array(bytes),
  Int32Array: (bytes) => new Int32Array(bytes),
  Uint32Array: (bytes) => new Uint32Array(bytes),
  Float32Array: (bytes) => new Float32Array(bytes),
  Float64Array: (bytes) => new Float64Array(bytes),
  BigInt64Array: (bytes) => new BigInt64Array(bytes),
  BigUint64Array: (bytes) => new BigUint64Array(bytes),
};

function view(content: unknown): unknown {
  const [kind, base64] = Array.isArray(content) ? (content as unknown[]) : [];
  const make = typeof kind === "string" && isViewKind(kind) ? views[kind] : undefined;
  if (make === undefined) throw new SyntaxError("unknown view");
  // A copy: a Buffer is often a piece of a larger one.
  return make(Uint8Array.from(Buffer.from(String(base64), "base64")).buffer);
}
