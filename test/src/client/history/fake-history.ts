/** A service's history as tests make it up, behind a `Send`: what it is asked for, and what goes wrong with it. */
import { gzipSync } from "node:zlib";
import type { Answer, Call, CallContext, Send } from "../../../../src/client/call";
import { ChatError, isChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../../src/client/chat-error";
import type { HistoryRequest, RecordSink } from "../../../../src/client/history/history-request";
import type { JsonObject } from "../../../../src/client/message";

/** What a download does besides delivering. */
export interface Mishap {
  /** It breaks off when so many bytes have come. */
  readonly breaksAt?: number;
  /** The store refuses it. */
  readonly refusal?: ChatError;
  /** Something else comes. */
  readonly instead?: Buffer;
}

/** The history, and what became of it. */
export interface FakeHistory {
  readonly send: Send;
  /** Every call, with what surrounded it. */
  readonly calls: readonly { readonly call: Call; readonly context: CallContext }[];
  /** How often a file was downloaded, retries counted. */
  readonly downloads: () => number;
}

/** What is told of the history. */
export interface FakeHistoryOptions {
  /** The files of each hour, as they lie in the store; or what the service says instead. */
  readonly hours: Readonly<Record<string, readonly Buffer[] | ChatError | { readonly body: unknown }>>;
  /** What happens to the downloads, in order; those after them go well. */
  readonly mishaps?: readonly Mishap[];
  /** Bytes in a chunk of a download. Default: all. */
  readonly chunkBytes?: number;
  /** How often a call that broke off is made again, as the retry layer does it. Default: 0. */
  readonly retries?: number;
  readonly hasLength?: boolean;
}

export const hour = "2025100907";

/** @returns a service with one file in the hour {@link hour}, unless told otherwise */
export function fakeHistory(options: FakeHistoryOptions): FakeHistory {
  const { hours, mishaps = [], chunkBytes = Infinity, retries = 0, hasLength = false } = options;
  const calls: { call: Call; context: CallContext }[] = [];
  const links = new Map<string, Buffer>();
  let downloads = 0;

  function linksTo(name: string): Answer {
    const found = hours[name] ?? refusal("CHAT_NOT_FOUND", 404, "storage_object_not_found");
    if (isChatError(found)) throw found;
    if ("body" in found) return { status: 200, headers: {}, body: found.body };
    const data = found.map((file) => {
      const url = `https://store.example.net/${name}.gz?Signature=secret-${links.size}`;
      links.set(url, file);
      return { url };
    });
    return { status: 200, headers: {}, body: { action: "get", data } };
  }

  async function download(call: Call, url: string): Promise<Answer> {
    const { breaksAt = Infinity, refusal: refused, instead } = mishaps[downloads] ?? {};
    downloads += 1;
    if (refused !== undefined) throw refused;
    const file = instead ?? links.get(url) ?? Buffer.alloc(0);
    const headers: Record<string, string> = hasLength ? { "content-length": String(file.length) } : {};
    await call.receive?.(delivered(file, chunkBytes, breaksAt), headers);
    return { status: 200, headers: {}, body: undefined };
  }

  const send: Send = async (call, context) => {
    calls.push({ call, context });
    if (context.signal.aborted) throw new ChatError("CHAT_STOPPED", { operation: call.operation, outcome: "not-sent" });
    context.report?.({ state: "sending" });
    if (call.elsewhere === undefined) return linksTo(call.path.split("/")[1] ?? "");
    for (let left = retries; ; left -= 1) {
      try {
        return await download(call, call.elsewhere);
      } catch (error) {
        if (!isChatError(error, "CHAT_NO_ANSWER") || left === 0) throw error;
      }
    }
  };
  return { send, calls, downloads: () => downloads };
}

async function* delivered(file: Buffer, chunkBytes: number, breaksAt: number): AsyncGenerator<Buffer> {
  const end = Math.min(file.length, breaksAt);
  for (let start = 0; start < end; start += chunkBytes) {
    await Promise.resolve();
    yield file.subarray(start, Math.min(start + chunkBytes, end));
  }
  if (breaksAt < file.length) throw new ChatError("CHAT_NO_ANSWER", { operation: "history", outcome: "unknown" });
}

/** A refusal as the layers make it of an answer. */
export function refusal(code: ChatErrorCode, status: number, error: string, description = ""): ChatError {
  const details: ChatErrorDetails = { operation: "history", outcome: "not-sent", status, error };
  return new ChatError(code, description === "" ? details : { ...details, description });
}

/** A record as the service writes it. */
export function record(id: string, changes: JsonObject = {}): JsonObject {
  return {
    msg_id: id,
    timestamp: 1_759_993_234_567,
    direction: "outgoing",
    from: "sensor-7",
    to: "alice.k",
    chat_type: "chat",
    payload: { bodies: [{ msg: "土壤太干 🌱", type: "txt" }], ext: {}, from: "sensor-7", to: "alice.k" },
    ...changes,
  };
}

/** Records with the ids from 1 on. */
export function records(count: number, firstId = 1): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) =>
    record(String(1_402_233_445_566_778_000n + BigInt(firstId + index))),
  );
}

/** A file's text: records, and lines as they are. */
export function textOf(lines: readonly (JsonObject | string)[]): string {
  return lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
}

/** A file as it lies in the store. */
export function packed(lines: readonly (JsonObject | string)[]): Buffer {
  return gzipSync(textOf(lines));
}

/** Keeps what it takes. */
export function keepingSink(): RecordSink & { readonly kept: JsonObject[] } {
  const kept: JsonObject[] = [];
  return { form: "records", kept, take: (taken) => void kept.push(...taken) };
}

/** Asks for these hours, all messages. */
export function requestFor(hours: readonly string[] = [hour], filter: HistoryRequest["filter"] = {}): HistoryRequest {
  return { hours, filter };
}
