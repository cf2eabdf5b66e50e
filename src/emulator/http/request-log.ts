/** What has been asked of the service, for tests that want to know. */
import type { Call } from "./call";
import type { Operation } from "../endpoints/endpoint";

/** One request to the service (requests for the page are not recorded). */
export interface RecordedRequest {
  /** `null`: the path or method leads nowhere. */
  readonly operation: Operation | null;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** `""` where it is longer than 64 KiB. */
  readonly body: string;
  readonly bodyBytes: number;
  /** The body's JSON; `undefined` when it is none. */
  readonly json: unknown;
  /** `null`: not answered (yet). */
  readonly status: number | null;
  /** Epoch milliseconds by the emulator's clock. */
  readonly at: number;
}

/** The one part of a record that comes later. */
export interface OpenRecord {
  status: number | null;
}

/** Longer bodies (uploads) are not kept. */
const keptBodyBytes = 65_536;

/** A bounded, ordered record of requests. */
export interface RequestLog {
  readonly add: (operation: Operation | null, call: Call) => OpenRecord;
  /** Oldest first. */
  readonly list: (operation?: Operation) => readonly RecordedRequest[];
  readonly clear: () => void;
}

/** @param keep how many requests stay; older ones are forgotten. */
export function createRequestLog(keep = 20_000): RequestLog {
  let entries: {
    readonly operation: Operation | null;
    readonly call: Call;
    readonly bodyBytes: number;
    readonly record: OpenRecord;
  }[] = [];
  return {
    add(operation, call) {
      const record: OpenRecord = { status: null };
      const bodyBytes = call.body.length;
      const body = bodyBytes > keptBodyBytes ? Buffer.alloc(0) : call.body;
      entries.push({ operation, call: { ...call, body }, bodyBytes, record });
      if (entries.length > keep * 1.25) entries = entries.slice(-keep);
      return record;
    },
    list: (wanted) =>
      entries
        .slice(-keep)
        .filter(({ operation }) => wanted === undefined || operation === wanted)
        .map(({ operation, call, bodyBytes, record }) => ({
          operation,
          method: call.method,
          path: call.path,
          query: Object.fromEntries(call.query),
          headers: call.headers,
          body: call.body.toString(),
          bodyBytes,
          json: parsed(call.body),
          status: record.status,
          at: call.arrivedAt,
        })),
    clear() {
      entries = [];
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
