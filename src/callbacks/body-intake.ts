import type { IncomingMessage } from "node:http";
import type { Clock } from "../client/clock";
import { parseJson } from "../client/http/parse-json";

/** The largest body that is read, bytes. */
const mostBodyBytes = 1_048_576;

/** How much may be held of all bodies that are still coming in, bytes. */
const mostHeldBytes = 32 * 1_048_576;

/** How long a body may take, milliseconds; the service sends it in one piece. */
const mostReadingMs = 5_000;

/** Why a body was not read. `too-slow`: the connection had better be ended with the answer. */
export type BodyFault = "too-large" | "too-slow" | "too-busy";

/** A body that has been read: parsed JSON, or `undefined` where it is none. Or why it was not. */
export type BodyReading = { readonly body: unknown } | { readonly fault: BodyFault };

/** Reads bodies of requests in bounded memory and time. */
export interface BodyIntake {
  /** @param take called exactly once; never where the sender went away before the end */
  read(request: IncomingMessage, take: (reading: BodyReading) => void): void;
}

/** Says that the body has been left for us, whatever {@link ParsedRequest} says. */
const leftForUs = Symbol("left for us");

/** A request whose body Node-RED may have parsed already, as it does where its editor is served at the root. */
interface ParsedRequest extends IncomingMessage {
  _body?: unknown;
  readonly body?: unknown;
  [leftForUs]?: true;
}

/** Keeps the parsers on the way (all that are made for Express look at `_body`) from a request that is ours to read. */
export function leaveUnread(request: ParsedRequest): void {
  if (request._body !== undefined) return;
  request._body = true;
  request[leftForUs] = true;
}

/** One body on its way. */
interface Intake {
  readonly request: IncomingMessage;
  readonly startedAt: number;
  chunks: Buffer[];
  bytes: number;
  take: ((reading: BodyReading) => void) | undefined;
}

/** Creates an intake; all connections share its bounds. */
export function createBodyIntake(clock: Clock): BodyIntake {
  // In the order in which they began: the first are those that are due first.
  const intakes = new Set<Intake>();
  let heldBytes = 0;
  let stopWatching: (() => void) | undefined;

  /** @returns whether it was still on its way */
  function leave(intake: Intake): boolean {
    const wasThere = intakes.delete(intake);
    if (intakes.size === 0) {
      stopWatching?.();
      stopWatching = undefined;
    }
    return wasThere;
  }

  function release(intake: Intake): void {
    heldBytes -= intake.bytes;
    intake.bytes = 0;
    intake.chunks = [];
  }

  /** What still comes is thrown away, and only for as long as a body may take. */
  function refuse(intake: Intake, fault: BodyFault): void {
    const { take } = intake;
    intake.take = undefined;
    release(intake);
    take?.({ fault });
  }

  function accept(intake: Intake, chunk: Buffer): void {
    if (intake.take === undefined) return;
    intake.chunks.push(chunk);
    intake.bytes += chunk.length;
    heldBytes += chunk.length;
    if (intake.bytes > mostBodyBytes) refuse(intake, "too-large");
    else if (heldBytes > mostHeldBytes) refuse(intake, "too-busy");
  }

  function finish(intake: Intake): void {
    const { chunks, take } = intake;
    if (!leave(intake)) return;
    release(intake);
    take?.({ body: parseJson(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()) });
  }

  function forget(intake: Intake): void {
    if (leave(intake)) release(intake);
  }

  /** One timer for all of them: to have one each would cost more than to read. */
  function watch(): void {
    stopWatching ??= clock.after(mostReadingMs / 5, () => {
      stopWatching = undefined;
      const now = clock.now();
      for (const intake of intakes) {
        if (now - intake.startedAt < mostReadingMs) break;
        intakes.delete(intake);
        if (intake.take === undefined) intake.request.destroy();
        else refuse(intake, "too-slow");
      }
      if (intakes.size > 0) watch();
    });
  }

  return {
    read(request: ParsedRequest, take) {
      const intake: Intake = { request, startedAt: clock.now(), chunks: [], bytes: 0, take };
      const isParsed = request._body === true && !isUnread(request);
      if (Number(request.headers["content-length"]) > mostBodyBytes || (isParsed && isLarge(request))) {
        if (!isParsed) begin(intake);
        refuse(intake, "too-large");
      } else if (isParsed) take({ body: parsedBody(request.body) });
      else begin(intake);
    },
  };

  function begin(intake: Intake): void {
    const { request } = intake;
    intakes.add(intake);
    watch();
    request.on("data", (chunk: Buffer) => accept(intake, chunk));
    request.on("end", () => finish(intake));
    request.on("close", () => forget(intake));
  }
}

/** Somebody who did not ask may have read it all the same. */
function isUnread({ [leftForUs]: isLeft, body, readableEnded }: ParsedRequest): boolean {
  return isLeft === true && body === undefined && !readableEnded;
}

/** Of a body that came without its length, or packed, only what was made of it can be measured. */
function isLarge({ headers, body }: ParsedRequest): boolean {
  if (headers["content-length"] !== undefined && headers["content-encoding"] === undefined) return false;
  if (typeof body === "string" || Buffer.isBuffer(body)) return Buffer.byteLength(body) > mostBodyBytes;
  try {
    return Buffer.byteLength(JSON.stringify(body)) > mostBodyBytes;
  } catch {
    // Nested deeper than the stack reaches.
    return true;
  }
}

/** Others than the parser of JSON leave a text, or bytes. */
function parsedBody(body: unknown): unknown {
  return typeof body === "string" || Buffer.isBuffer(body) ? parseJson(String(body)) : body;
}
