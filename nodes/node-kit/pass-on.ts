import type { NodeMessage } from "node-red";
import { isJsonObject } from "../../src/client/json-object";

type Message = NodeMessage & Record<string, unknown>;

/**
 * Puts properties on a message, in place of what an earlier failure left there: `chatError`, and the `statusCode` that
 * came with it.
 *
 * @returns the message, or a copy of one that cannot be changed
 */
export function passOn(msg: Message, properties: Readonly<Record<string, unknown>>): Message {
  const targets = [() => msg, () => ({ ...msg })];
  for (const target of targets) {
    try {
      return changed(target(), properties);
    } catch {
      // Frozen, or a property that can only be read: the next one is free.
    }
  }
  return changed({}, properties);
}

function changed(target: Message, properties: Readonly<Record<string, unknown>>): Message {
  const { chatError, statusCode } = target;
  if (chatError !== undefined) {
    remove(target, "chatError");
    const cameWithIt = isJsonObject(chatError) && chatError["status"] === statusCode;
    if (cameWithIt && statusCode !== undefined) remove(target, "statusCode");
  }
  return Object.assign(target, properties);
}

/** @throws TypeError where the property cannot be taken away */
function remove(target: Message, name: string): void {
  if (!Reflect.deleteProperty(target, name)) throw new TypeError(name);
}
