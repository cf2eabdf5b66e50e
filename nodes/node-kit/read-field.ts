import type { Node, NodeAPI, NodeMessage } from "node-red";
import { ChatError } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";
import { untilAborted } from "../../src/client/until-aborted";
import { unsetEnvName } from "./env-reference";
import type { SavedProperties } from "./saved-properties";

/** Reads a typed field of a node: `x` and `xType` as saved. An empty field is `undefined`, whatever its type. */
export type ReadField = (name: string) => Promise<unknown>;

/** What every empty field is read as: most are, in most nodes, and each message asks for all. */
export const noValue: Promise<undefined> = Promise.resolve(undefined);

/** Sources that answer when they like, if ever: a context may live on another machine. */
const slowTypes: readonly unknown[] = ["flow", "global", "jsonata"];

/**
 * Creates the reader of one node's typed fields for one message.
 *
 * A field that the flow does not have at all (one written by hand) is the property of the message in `byDefault`.
 *
 * Its errors: `CHAT_INVALID_INPUT` where an expression fails or JSON does not parse; `CHAT_NOT_CONFIGURED` naming an
 * environment variable that is not set; `CHAT_STOPPED` when the signal is aborted.
 */
export function fieldReader(
  RED: NodeAPI,
  node: Node,
  saved: SavedProperties,
  signal: AbortSignal,
  byDefault: Readonly<Record<string, string>> = {},
): (msg: NodeMessage) => ReadField {
  const fields = new Map<string, SavedField | undefined>();
  // Preparing a JSONata expression costs more than running it.
  const expressions = new Map<string, ReturnType<typeof RED.util.prepareJSONataExpression>>();

  /** In an object, so that a promise which stands there is not waited for: it may never settle. */
  function askSlow(name: string, value: string, type: string, msg: NodeMessage): Promise<{ readonly found: unknown }> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null | undefined, found?: unknown): void => {
        if (error) reject(error);
        else resolve({ found });
      };
      if (type === "jsonata") {
        let expression = expressions.get(name);
        if (expression === undefined) {
          expression = RED.util.prepareJSONataExpression(value, node);
          expressions.set(name, expression);
        }
        RED.util.evaluateJSONataExpression(expression, msg, settle);
      } else {
        RED.util.evaluateNodeProperty(value, type, node, msg, settle);
      }
    });
  }

  function fieldOf(name: string): SavedField | undefined {
    if (!fields.has(name)) fields.set(name, savedField(saved, byDefault, name));
    return fields.get(name);
  }

  async function readFrom(msg: NodeMessage, name: string, { value, type }: SavedField): Promise<unknown> {
    // Not a text: somebody wrote the flow by hand.
    if (typeof value !== "string" || typeof type !== "string") return value;
    const unset = type === "str" ? unsetEnvName(value) : undefined;
    if (unset !== undefined) throw envUnset(name, unset);
    if (type === "str") return value;
    try {
      const result: unknown = slowTypes.includes(type)
        ? (await untilAborted(askSlow(name, value, type, msg), signal, stopped)).found
        : RED.util.evaluateNodeProperty(value, type, node, msg);
      if (isPromise(result)) {
        throw notReadable({ path: name, problem: "expression-failed", params: { reason: "Promise" } });
      }
      if (type === "env" && (result === undefined || result === "")) throw envUnset(name, value);
      return result;
    } catch (error) {
      if (error instanceof ChatError) throw error;
      // A path through something that is not there: no value, as in core's nodes.
      if (type === "msg" && error instanceof TypeError) return undefined;
      if (type === "json") throw notReadable({ path: name, problem: "not-json" });
      throw notReadable({ path: name, problem: "expression-failed", params: { reason: reasonOf(error) } });
    }
  }

  return (msg) => (name) => {
    const field = fieldOf(name);
    return field === undefined ? noValue : readFrom(msg, name, field);
  };
}

/** A field that is not empty. */
interface SavedField {
  readonly value: unknown;
  readonly type: unknown;
}

function savedField(
  saved: SavedProperties,
  byDefault: Readonly<Record<string, string>>,
  name: string,
): SavedField | undefined {
  const { [name]: value, [`${name}Type`]: type = "str" } = saved;
  if (value === undefined && Object.hasOwn(byDefault, name)) return { value: byDefault[name], type: "msg" };
  return value === undefined || value === null || value === "" ? undefined : { value, type };
}

/** Also one of another realm (function nodes) or of another library. */
function isPromise(value: unknown): boolean {
  try {
    return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
  } catch {
    return false;
  }
}

function envUnset(path: string, name: string): ChatError {
  return new ChatError("CHAT_NOT_CONFIGURED", {
    operation: "read-fields",
    outcome: "not-sent",
    issues: [{ path, problem: "env-unset", params: { name } }],
  });
}

function notReadable(issue: Issue): ChatError {
  return new ChatError("CHAT_INVALID_INPUT", { operation: "read-fields", outcome: "not-sent", issues: [issue] });
}

function stopped(): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: "read-fields", outcome: "not-sent" });
}

/** The words of Node-RED's paths and of JSONata, both of which carry a code; never a value of the message. */
function reasonOf(error: unknown): string {
  const { code, message, name, value } = error as Partial<Record<"code" | "message" | "name" | "value", unknown>>;
  if (typeof code !== "string") return typeof name === "string" ? name : typeof error;
  return typeof message === "string" && !quotes(message, value) ? message.slice(0, 200) : code;
}

/** JSONata writes values into some of its messages, as JSON or as they are. */
function quotes(message: string, value: unknown): boolean {
  const inner = typeof value === "string" || typeof value === "object" ? JSON.stringify(value).slice(1, -1) : "";
  return inner !== "" && (message.includes(inner) || (typeof value === "string" && message.includes(value)));
}
