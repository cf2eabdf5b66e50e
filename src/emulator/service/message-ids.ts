/** Message ids as the service makes them: decimal strings of 19 digits, too large for a JavaScript number. */

const smallest = 10n ** 18n;

/** Makes a source of ids; each is greater than the one before, whatever the clock does. */
export function createMessageIds(now: () => number, random: () => number): () => string {
  let last = smallest;
  return () => {
    const gap = BigInt(1 + Math.floor(random() * 1000));
    const byTime = BigInt(Math.floor(now())) * 1_000_000n + gap;
    last = byTime > last ? byTime : last + gap;
    return last.toString();
  };
}
