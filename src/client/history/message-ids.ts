import { nextOccurrence } from "./next-occurrence";

const key = Buffer.from('"msg_id":"');

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Finds the ids of messages without parsing their lines, which takes most of the time. Lines are asked for in order.
 *
 * @returns the id of the line; `undefined` where only parsing can tell: it is spaced otherwise, the id holds an escape,
 * another object begins before it, or the line is cut
 */
export function messageIds(block: Buffer): (start: number, end: number) => string | undefined {
  const keyPlace = nextOccurrence(block, key);
  return (start, end) => {
    const at = isKey(block, start + 1) ? start + 1 : keyPlace(start, end);
    if (at === -1 || block[start] !== openBrace || block[end - 1] !== closeBrace) return undefined;
    // In a text its quotes would be escaped, and deeper down another brace would come before it.
    const before = block[at - 1];
    if (before !== comma && at - 1 !== start) return undefined;
    for (let place = start + 1; place < at; place += 1) if (block[place] === openBrace) return undefined;
    const idStart = at + key.length;
    let idEnd = idStart;
    for (; block[idEnd] !== quote; idEnd += 1) {
      const byte = block[idEnd];
      if (idEnd >= end || byte === undefined || byte === backslash || byte > 0x7f) return undefined;
    }
    return block.toString("latin1", idStart, idEnd);
  };
}

/** Most records begin with it; a few bytes are compared faster than a search is begun. */
function isKey(block: Buffer, place: number): boolean {
  for (let index = 0; index < key.length; index += 1) if (block[place + index] !== key[index]) return false;
  return true;
}
