import { types } from "node:util";
import { invalidInput } from "../../client/invalid-input";
import type { Issue } from "../../client/issue";
import { isJsonObject } from "../../client/json-object";
import { mostIssues } from "../../client/parsing/most-issues";
import { isViewKind } from "./read-flow-message";

/** Deeper than any message that somebody made on purpose; far less than what makes the stack run over. */
const mostDepth = 500;

/** Values in a message: one with more would hold up everything else. */
const mostValues = 1_000_000;

/** Somewhere in a message lies what cannot be kept. */
class NotStorable extends Error {
  constructor(
    readonly path: string,
    readonly found: string,
  ) {
    super(found);
  }
}

/**
 * Writes a flow's message as text, from which `readFlowMessage` makes the same again: JSON values, Buffers, typed arrays,
 * dates, the numbers that JSON has no word for. Properties that are `undefined` go; an error becomes its name, message
 * and stack; what has a `toJSON` becomes what that gives.
 *
 * A value that JSON has no word for is an object whose one key begins with one `$`: `{"$date":1760000000000}`. Keys of
 * the flow's own that begin with `$` get one more.
 *
 * @throws `CHAT_INVALID_INPUT` with problem `not-storable`, one for each property of the message that holds a function, a
 * socket, itself, or anything else that is more than data
 */
export function flowMessageText(message: Readonly<Record<string, unknown>>): string {
  const storing = createStoring();
  const issues: Issue[] = [];
  const refuse = ({ path, found }: NotStorable): void => {
    if (issues.length < mostIssues) issues.push({ path, problem: "not-storable", params: { found } });
  };
  // What is undefined goes when JSON is made of it.
  const pairs: [string, unknown][] = [];
  for (const key of Object.keys(message)) {
    try {
      pairs.push([escaped(key), storing.property(message, key)]);
    } catch (error) {
      if (!(error instanceof NotStorable)) throw error;
      refuse(error);
    }
  }
  if (issues.length > 0) throw invalidInput("send-message", issues);
  try {
    return JSON.stringify(Object.fromEntries(pairs));
  } catch {
    // Longer than a text can be.
    throw invalidInput("send-message", [{ path: "msg", problem: "not-storable", params: { found: "{…}" } }]);
  }
}

function createStoring(): { property(owner: object, key: string): unknown } {
  const path: (string | number)[] = [];
  const around = new Set<object>();
  let values = 0;

  function refuse(found: string): never {
    throw new NotStorable(`msg${path.slice(0, 8).map(segment).join("")}${path.length > 8 ? "…" : ""}`, found);
  }

  /** @returns `undefined` where there is nothing to store */
  function property(owner: object, key: string | number): unknown {
    const depth = path.push(key);
    try {
      let value: unknown;
      try {
        value = (owner as Readonly<Record<string | number, unknown>>)[key];
      } catch {
        refuse("getter");
      }
      return value === undefined ? undefined : stored(value);
    } finally {
      path.length = depth - 1;
    }
  }

  function stored(value: unknown): unknown {
    values += 1;
    if (values > mostValues) refuse(kindOf(value));
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $number: Object.is(value, -0) ? "-0" : String(value) };
      case "bigint":
        return { $bigint: String(value) };
      case "object":
        return value === null ? null : object(value);
      default:
        return refuse(typeof value);
    }
  }

  function object(value: object): unknown {
    if (path.length > mostDepth || around.has(value)) refuse(kindOf(value));
    around.add(value);
    try {
      return bytes(value) ?? date(value) ?? composed(value);
    } catch (error) {
      if (error instanceof NotStorable) throw error;
      // A proxy, or something that throws when it is looked at.
      return refuse(kindOf(value));
    } finally {
      around.delete(value);
    }
  }

  function composed(value: object): unknown {
    if (Array.isArray(value)) {
      // One by one, not by `map`, which passes over gaps.
      if (value.length > mostValues) refuse("[…]");
      return Array.from({ length: value.length }, (_, index) => {
        values += 1;
        const one = property(value, index);
        return one === undefined ? { $undefined: true } : one;
      });
    }
    if (types.isNativeError(value)) {
      return { name: property(value, "name"), message: property(value, "message"), stack: property(value, "stack") };
    }
    if ("toJSON" in value && typeof value.toJSON === "function") {
      const json: unknown = (value.toJSON as () => unknown)();
      return json === undefined ? { $undefined: true } : stored(json);
    }
    if (!isJsonObject(value)) refuse(kindOf(value));
    return Object.fromEntries(Object.keys(value).map((key) => [escaped(key), property(value, key)]));
  }

  return { property };
}

function bytes(value: object): unknown {
  if (Buffer.isBuffer(value)) return { $buffer: value.toString("base64") };
  const kind = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (!isViewKind(kind)) return undefined;
  if (types.isArrayBuffer(value)) return { $view: [kind, Buffer.from(value).toString("base64")] };
  if (!ArrayBuffer.isView(value)) return undefined;
  return { $view: [kind, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")] };
}

function date(value: object): unknown {
  if (!types.isDate(value)) return undefined;
  const time = value.getTime();
  return { $date: Number.isNaN(time) ? null : time };
}

function escaped(key: string): string {
  return key.startsWith("$") ? `$${key}` : key;
}

function segment(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[\w$]{1,64}$/.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 64))}]`;
}

/** What it is, never what it holds: `Socket`, `Map`, `function`. */
function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  try {
    if (Array.isArray(value)) return "[…]";
    const name: unknown = value.constructor.name;
    return typeof name === "string" && name !== "Object" && /^[\w$]{1,64}$/.test(name) ? name : "{…}";
  } catch {
    // A proxy, or an object without a prototype.
    return "{…}";
  }
}
