/** Every word the page says, in one language. */
import type { DeletionType } from "./message";
import type english from "./words-english.json";

/** A language's texts as they are written down; `{name}` is a place for a value. Each language has the same keys. */
export type Texts = typeof english;

/** A language's words: plain texts as they are, and a function for each text that has places. */
export type Words = Omit<Texts, keyof Sentences> & Sentences;

/** The texts with places for values. */
interface Sentences {
  /** @param seconds until it is back; `undefined`: nobody knows */
  readonly away: (seconds: number | undefined) => string;
  /** @param limit `undefined`: as many as come */
  readonly callsLastSecond: (count: number, limit: number | undefined) => string;
  readonly refusedCalls: (count: number) => string;
  readonly moreChats: (count: number) => string;
  readonly messages: (count: number) => string;
  readonly unread: (count: number) => string;
  readonly newMessages: (count: number) => string;
  readonly arrived: (to: string, from: string, preview: string) => string;
  readonly showEarlier: (count: number) => string;
  readonly wasRecalled: (to: string, from: string) => string;
  readonly deleted: Readonly<Record<DeletionType, (user: string, channel: string) => string>>;
  readonly seconds: (count: number) => string;
  readonly messageAs: (name: string) => string;
  readonly writtenTo: (name: string) => string;
  /** @param reason `""`: none was given */
  readonly refused: (reason: string) => string;
  readonly notTaken: (reason: string) => string;
  readonly bytesLeft: (count: number) => string;
  readonly bytesOver: (count: number) => string;
}

/** @param texts their `language` is the tag for plurals, dates and `<html lang>` */
export function createWords(texts: Texts): Words {
  const plurals = new Intl.PluralRules(texts.language);
  const counting = (text: string) => (count: number) => fill(text, { count });
  const counted = (forms: Readonly<Record<"one" | "other", string>>) => (count: number) =>
    fill(plurals.select(count) === "one" ? forms.one : forms.other, { count });
  const deleted = (text: string) => (user: string, channel: string) => fill(text, { user, channel });

  return {
    ...texts,
    away(seconds) {
      if (seconds === undefined) return texts.away.open;
      return seconds === 0 ? texts.away.soon : fill(texts.away.counted, { seconds });
    },
    callsLastSecond: (count, limit) =>
      limit === undefined
        ? counted(texts.callsLastSecond.open)(count)
        : fill(texts.callsLastSecond.limited, { count, limit }),
    refusedCalls: (count) => (count === 0 ? texts.refusedCalls.none : fill(texts.refusedCalls.some, { count })),
    moreChats: counting(texts.moreChats),
    messages: counted(texts.messages),
    unread: counting(texts.unread),
    newMessages: counted(texts.newMessages),
    arrived: (to, from, preview) => fill(texts.arrived, { to, from, preview }),
    showEarlier: counting(texts.showEarlier),
    wasRecalled: (to, from) => fill(texts.wasRecalled, { to, from }),
    deleted: { chat: deleted(texts.deleted.chat), groupchat: deleted(texts.deleted.groupchat) },
    seconds: counted(texts.seconds),
    messageAs: (name) => fill(texts.messageAs, { name }),
    writtenTo: (name) => fill(texts.writtenTo, { name }),
    refused: (reason) => (reason === "" ? texts.refused.plain : fill(texts.refused.because, { reason })),
    notTaken: (reason) => fill(texts.notTaken, { reason }),
    bytesLeft: counted(texts.bytesLeft),
    bytesOver: counted(texts.bytesOver),
  };
}

/** In one pass, so that a value that looks like a place stays as it is. */
function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
