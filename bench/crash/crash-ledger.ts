import { addressedBy, placeOf } from "./crash-message";
import type { Spoken } from "./crash-order";

/** What became of all messages: how many of them were taken in, the rest once for each recipient of theirs. */
export interface Verdict {
  readonly messages: number;
  readonly recipients: number;
  /** Arrived once, and the flow was told so. */
  readonly once: number;
  readonly twiceAndSaid: number;
  readonly twiceUnsaid: number;
  /** Told to be uncertain, or to have failed; whether they arrived or not, somebody knows that they may not have. */
  readonly saidToBeInDoubt: number;
  /** Never arrived, and nobody was told. */
  readonly lost: number;
  /** Arrived, once or more often, but the flow was never told. */
  readonly unheard: number;
  /** Arrived for the first time after a later one to the same recipient had. */
  readonly outOfOrder: number;
}

/** Writes down what was taken in, what arrived and what was told, and judges it when all is over. */
export interface CrashLedger {
  hear(spoken: Spoken): void;
  arrive(text: string, to: string): void;
  verdict(): Verdict;
}

interface Account {
  isTaken: boolean;
  isTold: boolean;
  mayBeDouble: boolean;
  readonly inDoubt: Set<string>;
}

export function createCrashLedger(): CrashLedger {
  const accounts = new Map<string, Account>();
  const arrivals = new Map<string, number>();
  const lastPlaces = new Map<string, number>();
  let outOfOrder = 0;

  function accountOf(id: string): Account {
    const account = accounts.get(id) ?? { isTaken: false, isTold: false, mayBeDouble: false, inDoubt: new Set() };
    accounts.set(id, account);
    return account;
  }

  return {
    hear(spoken) {
      if (spoken.say === "taken") accountOf(spoken.id).isTaken = true;
      if (spoken.say !== "told") return;
      const account = accountOf(spoken.id);
      account.isTold = true;
      account.mayBeDouble ||= spoken.mayBeDouble;
      for (const to of [...spoken.uncertain, ...spoken.unsent]) account.inDoubt.add(to);
    },
    arrive(text, to) {
      const key = keyOf(text, to);
      const times = arrivals.get(key) ?? 0;
      arrivals.set(key, times + 1);
      const place = placeOf(text);
      if (times > 0 || place === undefined) return;
      const lastPlace = lastPlaces.get(to) ?? -1;
      if (place < lastPlace) outOfOrder += 1;
      lastPlaces.set(to, Math.max(place, lastPlace));
    },
    verdict() {
      const counts = { once: 0, twiceAndSaid: 0, twiceUnsaid: 0, saidToBeInDoubt: 0, lost: 0, unheard: 0 };
      const known = new Set<string>();
      let [messages, recipients] = [0, 0];
      for (const [id, account] of accounts) {
        const { text, to } = addressedBy(id);
        if (account.isTaken) messages += 1;
        for (const one of to) {
          recipients += 1;
          known.add(keyOf(text, one));
          counts[fateOf(account, one, arrivals.get(keyOf(text, one)) ?? 0)] += 1;
        }
      }
      // Such as no process ever spoke of.
      for (const key of arrivals.keys()) if (!known.has(key)) counts.unheard += 1;
      return { messages, recipients, ...counts, outOfOrder };
    },
  };
}

function fateOf(
  { isTold, mayBeDouble, inDoubt }: Account,
  to: string,
  times: number,
): Exclude<keyof Verdict, "messages" | "recipients" | "outOfOrder"> {
  if (times === 0) return inDoubt.has(to) ? "saidToBeInDoubt" : "lost";
  if (!isTold) return "unheard";
  if (times > 1) return mayBeDouble ? "twiceAndSaid" : "twiceUnsaid";
  return inDoubt.has(to) ? "saidToBeInDoubt" : "once";
}

function keyOf(text: string, to: string): string {
  return `${text}\n${to}`;
}
