/** The part of a callback that shows whom it is from. */
import { createHash } from "node:crypto";

/** What a callback is signed with. */
export interface Signing {
  /** `{appkey}_{uuid}`. */
  readonly callId: string;
  readonly appKey: string;
  readonly secret: string;
  /** Epoch milliseconds by the emulator's clock. */
  readonly timestamp: number;
}

/** A callback's JSON: what happened, and the fields that every callback carries. */
export function signCallback(
  fields: Readonly<Record<string, unknown>>,
  { callId, appKey, secret, timestamp }: Signing,
): string {
  return JSON.stringify({
    callId,
    ...fields,
    timestamp,
    securityVersion: "1.0.0",
    security: createHash("md5").update(`${callId}${secret}${timestamp}`).digest("hex"),
    appkey: appKey,
    host: "msync@emulator",
  });
}
