import type { NodeMessage } from "node-red";
import type { Emulator } from "../../../src/emulator/emulator";
import type { RecordedRequest } from "../../../src/emulator/emulator-api";

/** Headers that mean something to the service beside the body. */
const meaningful = /^(restrict-access|share-secret|thumbnail|thumbnail-height|thumbnail-width)$/;

/** What came of it, the same on every run. */
export interface Played {
  /** The requests to the service, but for those of signing in. */
  readonly wire: readonly unknown[];
  /** The messages behind the node, in the order in which they left. */
  readonly left: readonly unknown[];
  /** What the service was answered. */
  readonly answer?: { readonly status: number; readonly body: unknown };
}

/** What a node did, before what differs from run to run is taken out of it. */
export interface RawPlayed {
  readonly wire: readonly RecordedRequest[];
  readonly left: readonly NodeMessage[];
  readonly answer?: NonNullable<Played["answer"]>;
}

/** Takes out of what a node did all that chance and the machine decide: addresses, ids, secrets, times, folders. */
export function withoutChance(
  { wire, left, answer }: RawPlayed,
  { folder, emulator }: { readonly folder: string; readonly emulator: Emulator },
): Played {
  const replaced = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, shortBytes)
        .replaceAll(JSON.stringify(folder).slice(1, -1), "<folder>")
        .replaceAll(emulator.url, "<host>")
        .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<uuid>")
        .replace(/"(secret|thumb_secret|share-secret)":"[^"]+"/g, '"$1":"<secret>"')
        .replace(/"(callId|_msgid|_agoraChatCallback)":"[^"]*"/g, '"$1":"<id>"')
        .replace(/"parts":\{"id":"[^"]*"/g, '"parts":{"id":"<id>"')
        .replace(/"1\d{13,}"/g, '"<id>"')
        .replace(/"timestamp":\d{13}/g, '"timestamp":0'),
    ) as unknown;
  return {
    wire: wire.filter(({ operation }) => operation !== "token").map((request) => replaced(looked(request))),
    left: left.map(replaced),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Of a Buffer only how long it is. */
function shortBytes(_name: string, value: unknown): unknown {
  const { type, data } = (value ?? {}) as { readonly type?: unknown; readonly data?: unknown };
  return type === "Buffer" && Array.isArray(data) ? `<${data.length} bytes>` : value;
}

/** Files are sent as forms, which are told by their headers; where history lies, the service says. */
function looked({ method, path, query, headers, json, bodyBytes }: RecordedRequest): object {
  if (path.startsWith("/history/")) return { request: `${method} <store>` };
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => meaningful.test(name)));
  const body = json === undefined && bodyBytes > 0 ? "<form>" : json;
  return {
    request: `${method} ${path.replace(/^\/farmco\/greenhouse/, "")}`,
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(Object.keys(own).length > 0 ? { headers: own } : {}),
    ...(body === undefined ? {} : { body }),
  };
}
