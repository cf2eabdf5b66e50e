/** Links to history files: signed, for half an hour, in the way of the object stores where the service keeps them. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { EmulatorApp } from "./app";
import { randomText } from "./random-text";

/** Makes links, and recognises them. */
export interface HistoryLinks {
  /** @param index from 0: which of the hour's files. */
  readonly make: (hour: string, index: number) => string;
  /** Where a path leads; `undefined`: to no history file. Whether anybody may go there is another question. */
  readonly find: (path: string) => { readonly hour: string; readonly index: number } | undefined;
  readonly verdict: (path: string, query: URLSearchParams) => "valid" | "expired" | "forged";
}

/** What links are made with. */
export interface HistoryLinksOptions {
  readonly app: EmulatorApp;
  /** Where the store is: `http://127.0.0.1:PORT`. */
  readonly origin: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

const lifeSeconds = 1800;

/** Each store has a key of its own, so one's links open no other's files. */
export function createHistoryLinks({ app, origin, now, random }: HistoryLinksOptions): HistoryLinks {
  const keyId = randomText(random, 16);
  const key = randomText(random, 30);
  const folder = `/history/7F/${app.orgName}/${app.appName}/`;
  const sign = (path: string, expires: string): string =>
    createHmac("sha1", key).update(`GET\n\n\n${expires}\n${path}`).digest("base64");

  return {
    make(hour, index) {
      const path = `${folder}${hour}${index === 0 ? "" : `-${index + 1}`}.gz`;
      const expires = String(Math.floor(now() / 1000) + lifeSeconds);
      const query = new URLSearchParams({
        Expires: expires,
        OSSAccessKeyId: keyId,
        Signature: sign(path, expires),
      });
      return `${origin()}${path}?${query.toString()}`;
    },
    find(path) {
      if (!path.startsWith(folder)) return undefined;
      const [, hour, number = "1"] = /^(\d{10})(?:-([2-9]|[1-9]\d{1,3}))?\.gz$/.exec(path.slice(folder.length)) ?? [];
      return hour === undefined ? undefined : { hour, index: Number(number) - 1 };
    },
    verdict(path, query) {
      const expires = query.get("Expires") ?? "";
      const expected = Buffer.from(sign(path, expires));
      const given = Buffer.from(query.get("Signature") ?? "");
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
      if (!isSigned || query.get("OSSAccessKeyId") !== keyId) return "forged";
      return now() / 1000 >= Number(expires) ? "expired" : "valid";
    },
  };
}
