import type { CallContext, Send } from "../call";
import type { ChatError, ChatErrorCode } from "../chat-error";
import { readHistoryFile } from "./history-file";
import type { FileReading } from "./history-file";
import { hourLinks } from "./hour-links";

/** What reading an hour needs. */
export interface HourReading {
  readonly send: Send;
  /** By the service's clock: `yyyyMMddHH`. */
  readonly hour: string;
  /** Makes what surrounds one call: its age counts anew. */
  readonly context: () => CallContext;
  /** Takes lines, as {@link FileReading} does. */
  readonly take: FileReading["take"];
  /** Told how much of the hour has been read, 0 to 1. */
  readonly advance: (part: number) => void;
}

/** How often in a row a link is asked for anew though nothing more came of the one before. */
const mostFruitlessRenewals = 3;

/** The link has ended, or what lies behind it is broken: a new one may do better. */
const renewable: readonly ChatErrorCode[] = ["CHAT_REJECTED", "CHAT_NOT_FOUND", "CHAT_UNAUTHORIZED", "CHAT_BAD_ANSWER"];

/** The download broke off more often than calls are made again. As long as each brings more, it goes on. */
const resumable: readonly ChatErrorCode[] = [
  "CHAT_NO_ANSWER",
  "CHAT_EXPIRED",
  "CHAT_UNREACHABLE",
  "CHAT_UNAVAILABLE",
  "CHAT_RATE_LIMITED",
];

/**
 * Reads all files of an hour.
 *
 * @returns `read`, or what there is instead of files
 * @throws what asking for links or taking lines ends with; where a file cannot be read to its end, the last failure
 */
export async function readHour(reading: HourReading): Promise<"read" | "empty" | "not-ready"> {
  const links = await hourLinks(reading.send, reading.hour, reading.context());
  if (typeof links === "string") return links;
  for (const [index, url] of links.entries()) await readFile(reading, url, index, links.length);
  return "read";
}

async function readFile(reading: HourReading, firstUrl: string, index: number, files: number): Promise<void> {
  let url = firstUrl;
  let from = 0;
  for (let fruitless = 0; ;) {
    const end = await readHistoryFile({
      send: reading.send,
      url,
      from,
      context: reading.context(),
      take: reading.take,
      advance: (part) => reading.advance((index + part) / files),
    });
    if (end.state === "whole") return;
    const hasAdvanced = end.position > from;
    from = end.position;
    fruitless = hasAdvanced ? 0 : fruitless + 1;
    const { code } = end.error;
    const mayGoOn = renewable.includes(code)
      ? fruitless <= mostFruitlessRenewals
      : hasAdvanced && resumable.includes(code);
    if (!mayGoOn) throw end.error;
    url = await renewedLink(reading, index, end.error);
  }
}

/** @throws `failure` where there is no such file any more */
async function renewedLink(reading: HourReading, index: number, failure: ChatError): Promise<string> {
  const links = await hourLinks(reading.send, reading.hour, reading.context());
  const url = typeof links === "string" ? undefined : links[index];
  if (url === undefined) throw failure;
  return url;
}
