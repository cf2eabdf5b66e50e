import { isJsonObject } from "../client/json-object";
import type { Callback } from "./callback";
import { callbackStamp, parseCallback } from "./parse-callback";
import { isSigned } from "./signature";

/** By what a callback is believed. */
export interface CallbackTrust {
  /** Of the rule in the console; absent: everything is believed. */
  readonly secret?: string;
  /** How far its timestamp may be from now, either way, milliseconds; 0: as far as it likes. */
  readonly windowMs: number;
}

/** Why a callback is refused; `signature` and `clock` are answered alike. */
export type CallbackFault = "not-a-callback" | "signature" | "clock";

/** A callback that is believed, or why it is not. */
export type CallbackCheck = { readonly callback: Callback } | { readonly fault: CallbackFault };

/**
 * Reads and checks what was posted.
 *
 * @param body parsed JSON
 * @param nowMs the time of day, which alone can be compared with the service's: milliseconds since 1970
 */
export function checkCallback(body: unknown, { secret, windowMs }: CallbackTrust, nowMs: number): CallbackCheck {
  const fields = isJsonObject(body) ? body : {};
  const stamp = callbackStamp(fields);
  // Worked out in any case, so that the time it takes tells nothing.
  const { callId, digits } = stamp ?? { callId: "", digits: "0" };
  const isGenuine = secret === undefined || isSigned(callId, secret, digits, fields["security"]);
  if (stamp === undefined) return { fault: "not-a-callback" };
  if (!isGenuine) return { fault: "signature" };
  if (windowMs > 0 && Math.abs(nowMs - stamp.timestamp) > windowMs) return { fault: "clock" };
  return { callback: parseCallback(fields, stamp) };
}
