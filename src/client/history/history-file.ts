import { setImmediate as nextTurn } from "node:timers/promises";
import type { Answer, CallContext, Receive, Send } from "../call";
import { ChatError, isChatError } from "../chat-error";
import { advancing } from "../files/advancing";
import { gunzipped } from "./gunzipped";
import { wholeLines } from "./whole-lines";
import type { LineBlock } from "./whole-lines";

/** How a file of history is read. */
export interface FileReading {
  readonly send: Send;
  readonly url: string;
  /** Bytes of the unpacked file that have been taken already. */
  readonly from: number;
  /** Around the call; made anew for each. */
  readonly context: CallContext;
  /** Takes the lines, in order, each once. What it rejects with ends the reading. */
  readonly take: (block: LineBlock) => Promise<void>;
  /** Told how much of the file has come, 0 to 1, where its length is known. */
  readonly advance: (part: number) => void;
}

/** How the reading of a file ended. */
export type FileEnd =
  | { readonly state: "whole" }
  | {
      readonly state: "broken";
      /** Bytes of the unpacked file that have been taken. */
      readonly position: number;
      readonly error: ChatError;
    };

/**
 * How much of a file is unpacked at a time. With zlib's 16 KiB it takes twice as long; with more, it is no faster, and
 * whoever waits for a turn of the event loop waits longer.
 */
const chunkBytes = 64 * 1024;

/**
 * Reads a file of history through its link, from where an earlier reading ended. The call may be made again on the way,
 * from its first byte: what was taken is passed over.
 *
 * @throws what `take` rejects with
 */
export async function readHistoryFile(reading: FileReading): Promise<FileEnd> {
  const { send, url, context, take, advance } = reading;
  let position = reading.from;
  let refusal: { readonly error: unknown } | undefined;

  const receive: Receive = async (content, headers) => {
    for await (const block of wholeLines(gunzipped(reporting(content, headers, advance), chunkBytes), position)) {
      try {
        await take(block);
      } catch (error) {
        refusal = { error };
        throw error;
      }
      position = block.end;
      // Node-RED hands messages on in turns of the event loop: this is theirs.
      await nextTurn();
    }
  };

  try {
    const call = { operation: "history", method: "GET", path: "", elsewhere: url, signedIn: false } as const;
    await send({ ...call, repeatable: true, receive: (...answer) => receive(...answer).catch(asChatError) }, context);
    return { state: "whole" };
  } catch (error) {
    if (refusal !== undefined) throw refusal.error;
    if (!isChatError(error)) throw error;
    return { state: "broken", position, error: withoutWords(error) };
  }
}

/** Reports on the bytes as they come, where it is known how many there will be. */
function reporting(
  content: AsyncIterable<Uint8Array>,
  headers: Answer["headers"],
  advance: (part: number) => void,
): AsyncIterable<Uint8Array> {
  const bytes = Number(headers["content-length"]);
  if (!(bytes > 0)) return content;
  return advancing(content, bytes, (progress) => {
    if (progress.state === "advancing") advance(progress.part);
  });
}

/** Besides what the download itself fails with, there is what zlib says of a broken or cut file. */
function asChatError(error: unknown): never {
  if (isChatError(error)) throw error;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  throw new ChatError("CHAT_BAD_ANSWER", {
    operation: "history",
    outcome: "sent",
    ...(typeof code === "string" ? { error: code } : {}),
    ...(typeof message === "string" ? { description: message.slice(0, 300) } : {}),
  });
}

/** Of what a file store says in its refusals, nothing is told but the status: it likes to repeat the link. */
function withoutWords(error: ChatError): ChatError {
  const { status, error: _word, description: _description, ...details } = error.details;
  return status === undefined ? error : new ChatError(error.code, { ...details, status });
}
