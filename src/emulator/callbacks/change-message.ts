/** The message as a server wants it to read. */
import { isObject } from "../rules/field-rules";
import { bodyKeepsRules } from "../rules/message-bodies";
import type { EmulatorMessage } from "../service/messages";

/** So much may come instead of a message, on the standard plans. */
const mostBytes = 1024;

/**
 * The message with the payload's body and `ext`, in the shape in which they were sent to the server; what the payload leaves
 * out stays. `undefined`: the standard plans do not take this. They change texts only; what they do with everything else
 * nobody documents, and calling it unusable is our choice.
 */
export function changeMessage(
  message: EmulatorMessage,
  payload: Readonly<Record<string, unknown>>,
): EmulatorMessage | undefined {
  const { bodies, ext } = payload;
  if (message.type !== "txt" || Buffer.byteLength(JSON.stringify(payload)) > mostBytes) return undefined;
  if (ext !== undefined && !isObject(ext)) return undefined;
  const changed = { ...message, ...(ext === undefined ? {} : { ext }) };
  if (bodies === undefined) return changed;
  const [first, ...more] = Array.isArray(bodies) ? (bodies as readonly unknown[]) : [];
  if (!isObject(first) || more.length > 0) return undefined;
  const { type, ...body } = first;
  return type === message.type && bodyKeepsRules("current", message.type, body) ? { ...changed, body } : undefined;
}
