import { createHash } from "node:crypto";
import { callbackSecret } from "../../bench/callbacks/load-order";
import type { NodeRedProcess } from "./node-red-process";
import type { Changes } from "./send-flow";

/** What came back. */
export interface CallbackAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How a request differs from the usual one: POST to `/chat`. */
export interface UnusualPost {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let calls = 0;

/** A callback of a message from ann to the greenhouse, just now, signed as the service would; each with an id of its own. */
export function signedCallback(text: string, changes: Changes = {}): Record<string, unknown> {
  calls += 1;
  const fields: Changes = {
    callId: `farmco#greenhouse_real-${calls}`,
    eventType: "chat",
    timestamp: Date.now(),
    chat_type: "chat",
    from: "ann",
    to: "greenhouse",
    msg_id: `1402233445566${calls}`,
    payload: { bodies: [{ type: "txt", msg: text }], ext: {}, from: "ann", to: "greenhouse" },
    securityVersion: "1.0.0",
    appkey: "farmco#greenhouse",
    ...changes,
  };
  const signed = `${String(fields["callId"])}${callbackSecret}${String(fields["timestamp"])}`;
  return { ...fields, security: createHash("md5").update(signed).digest("hex") };
}

/** Posts it. A text is sent as it is. */
export async function post(
  nodeRed: NodeRedProcess,
  body: unknown,
  { method = "POST", path = "/chat", headers = {} }: UnusualPost = {},
): Promise<CallbackAnswer> {
  const response = await fetch(`${new URL(nodeRed.url()).origin}${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
