/** Ids of files, users and channels as the service makes them: UUIDs of version 1, made of the time (RFC 4122, section 4.1). */

/** 100-nanosecond steps from the Gregorian calendar's start, where these UUIDs begin to count, to 1970. */
const stepsBefore1970 = 122_192_928_000_000_000n;

/** Makes a source of UUIDs; no two are the same, whatever the clock does. @param now epoch milliseconds. */
export function createUuids(now: () => number, random: () => number): () => string {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join("");
  const clock = (0x8000 + Math.floor(random() * 0x4000)).toString(16);
  const node = hex(12);
  let last = 0n;
  return () => {
    const byTime = BigInt(Math.floor(now())) * 10_000n + stepsBefore1970;
    last = byTime > last ? byTime : last + 1n;
    const time = last.toString(16).padStart(15, "0");
    return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${clock}-${node}`;
  };
}
