import { recipientIds } from "./recipient-ids";
import { recipientProblem } from "./recipient-problem";
import { sharedText } from "./shared-text";

/** Says what is wrong with a value that is written in the dialog itself, or `undefined`. */
type LiteralCheck = (node: EditorNode, value: unknown) => string | undefined;

type JsonObject = Readonly<Record<string, unknown>>;

/** Ids as text, separated by commas, semicolons or new lines, or a list of ids. Numbers are none: digits get lost. */
export const recipients: LiteralCheck = (node, value) => {
  if (Array.isArray(value)) {
    if (value.length === 0) return node._("invalid.to.missing");
    return value.every((id) => typeof id === "string" && id.trim() !== "") ? undefined : node._("invalid.to.list");
  }
  if (typeof value !== "string") return node._("invalid.to.list");
  const ids = recipientIds(value);
  if (ids.length === 0) return node._("invalid.to.missing");
  const problem = ids.map((id) => recipientProblem(id, ids.length === 1)).find((each) => each !== undefined);
  return problem === undefined ? undefined : node._(`invalid.to.${problem}`);
};

/** A message that says its type itself. */
export const messageBody: LiteralCheck = (node, value) =>
  asObject(value) === undefined ? notAnObject(node, "body", '{"type": "txt", "msg": "Hello"}') : undefined;

/** Width and height in pixels. */
export const pixelSize: LiteralCheck = (node, value) => {
  const size = asObject(value);
  const isWhole = [size?.["width"], size?.["height"]].every((pixels) => typeof pixels === "number" && pixels >= 0);
  return isWhole ? undefined : notAnObject(node, "size", '{"width": 640, "height": 480}');
};

/** Seconds, 0 allowed. */
export const seconds: LiteralCheck = (node, value) =>
  within(value, 0, Infinity) ? undefined : node._("invalid.length.form");

/** Degrees between two bounds. */
export function degrees(most: 90 | 180): LiteralCheck {
  return (node, value) => (within(value, -most, most) ? undefined : node._(`invalid.degrees-${most}`));
}

/** An event's name as the service takes it; a space only passes in the legacy dialect, which the runtime knows. */
export const eventName: LiteralCheck = (node, value) =>
  typeof value === "string" && /^[a-zA-Z0-9\-_/. ]{1,32}$/.test(value) ? undefined : node._("invalid.customEvent.form");

/** At most 16 texts by name. */
export const customExts: LiteralCheck = (node, value) => {
  const facts = asObject(value);
  if (facts === undefined) return notAnObject(node, "customExts", '{"tank": "3"}');
  const entries = Object.entries(facts);
  if (entries.length > 16) return node._("invalid.customExts.many", { found: entries.length });
  const wrong = entries.find(([, fact]) => typeof fact !== "string");
  // Node-RED puts this text into its own tooltip as markup, and a flow may come from anywhere.
  return wrong === undefined ? undefined : node._("invalid.customExts.text", { name: wrong[0].replace(/[<>&]/g, "") });
};

/** Anything, as long as it is an object: the service refuses `ext: null`. */
export const extension: LiteralCheck = (node, value) =>
  asObject(value) === undefined ? notAnObject(node, "ext", '{"priority": "high"}') : undefined;

function within(value: unknown, least: number, most: number): boolean {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number >= least && number <= most;
}

/** An object, or text that is one in JSON. */
function asObject(value: unknown): JsonObject | undefined {
  if (typeof value === "string") {
    try {
      return asObject(JSON.parse(value) as JsonObject);
    } catch {
      return undefined;
    }
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function notAnObject(node: EditorNode, field: string, example: string): string {
  return sharedText("invalid.typed.object", { field: node._(`label.${field}`), example });
}
