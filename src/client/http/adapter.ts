import type FormData from "form-data";
import type { Call } from "../call";
import type { Agents } from "./connections";
import type { TrackedTransport } from "./tracked-transport";

/** One request, mostly in the words of axios' own configuration. */
export interface AdapterRequest {
  readonly agents: Agents;
  readonly method: Call["method"];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The query. */
  readonly params: Readonly<Record<string, string>> | undefined;
  readonly data: string | FormData | undefined;
  /** Makes the request: Node.js' own client, watched. */
  readonly transport: TrackedTransport;
  /** An answer with more bytes, unpacked, is not read to its end. */
  readonly maxContentLength: number;
}

/** What came back, as far as we use it, in the words of axios' response. */
export interface AdapterResponse {
  /** Any: none is an error. */
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** A text, or the stream that was asked for. */
  readonly data: unknown;
}

/** Makes one request, and follows no redirect. Rejects with whatever Node.js or axios throw: nothing of it may be let out. */
export type Adapter = (request: AdapterRequest) => Promise<AdapterResponse>;
