import { createNumberSet } from "./number-set";
import type { NumberSet } from "./number-set";

/** The ids met lately. */
export interface RecentIds {
  /** Remembers an id; `false` where it is remembered already. */
  add(id: string): boolean;
}

const zero = 48;

interface Generation {
  readonly numbers: NumberSet;
  readonly texts: Set<string>;
}

/**
 * Remembers at least the last `least` ids and at most twice as many, exactly: an id that was not there is never taken for
 * one that was, which would lose a message.
 *
 * Two generations: when the young one is full it becomes the old one, and what was in the old one is forgotten. The
 * service's ids are numbers of up to 19 digits, more than a JavaScript number holds; others are kept as texts.
 */
export function createRecentIds(least: number): RecentIds {
  let young: Generation = { numbers: createNumberSet(least), texts: new Set() };
  let old: Generation = { numbers: createNumberSet(0), texts: new Set() };
  let size = 0;

  function addNew(id: string): boolean {
    const cut = Math.max(id.length - 9, 0);
    const high = numberIn(id, 0, cut);
    const low = numberIn(id, cut, id.length);
    // Without a zero at the beginning, equal numbers are equal texts.
    if (high < 2 ** 32 && low >= 0 && id.charCodeAt(0) !== zero) {
      return !old.numbers.has(high, low) && young.numbers.add(high, low);
    }
    if (young.texts.has(id) || old.texts.has(id)) return false;
    young.texts.add(id);
    return true;
  }

  return {
    add(id) {
      if (size === least) {
        old = young;
        young = { numbers: createNumberSet(least), texts: new Set() };
        size = 0;
      }
      const isNew = addNew(id);
      if (isNew) size += 1;
      return isNew;
    },
  };
}

/** Reads digits; `Number` would take four times as long. */
function numberIn(text: string, start: number, end: number): number {
  let number = 0;
  for (let place = start; place < end; place += 1) {
    const digit = text.charCodeAt(place) - zero;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}
