/** A hundred messages a second need no hundred layouts: twenty a second still look like a stream, and leave time to scroll. */
const leastGapMs = 50;

/** Runs `work` in the next animation frame, however often it is asked for, but not again at once after it has run. */
export function eachFrame(work: () => void): () => void {
  let asked = false;
  let lastAt = -Infinity;

  function run(): void {
    asked = false;
    lastAt = performance.now();
    work();
  }

  return () => {
    if (asked) return;
    asked = true;
    const waitMs = lastAt + leastGapMs - performance.now();
    if (waitMs > 0) setTimeout(() => requestAnimationFrame(run), waitMs);
    else requestAnimationFrame(run);
  };
}
