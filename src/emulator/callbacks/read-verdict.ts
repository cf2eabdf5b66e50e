/** What a server says about a message that is about to be sent. */
import { isBoolean, isObject, isString, keepsRules, optional, required, type FieldRules } from "../rules/field-rules";

/** A verdict; the reason is what the sender's app is told. */
export type Verdict =
  | { readonly allow: true; readonly payload: Readonly<Record<string, unknown>> | undefined }
  | { readonly allow: false; readonly reason: string };

const fieldTypes: FieldRules = {
  valid: required(isBoolean),
  code: optional(isString),
  payload: optional(isObject),
  chatroom_msg_level: optional(isString),
};

/** `undefined`: it says nothing that the service understands. @param text `undefined`: it was too long. */
export function readVerdict(text: string | undefined): Verdict | undefined {
  const json = parsed(text);
  if (!isObject(json) || !keepsRules(json, fieldTypes)) return undefined;
  const { valid, code, payload } = json;
  if (valid === true) return { allow: true, payload: isObject(payload) ? payload : undefined };
  if (!isString(code)) return { allow: false, reason: "custom logic denied" };
  return { allow: false, reason: code === "" ? "Message blocked by external logic" : code };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
