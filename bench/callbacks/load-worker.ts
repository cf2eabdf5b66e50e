/** Posts callbacks and takes the time of each: a process of its own, so that its work is not counted as Node-RED's. */
import { callbackRequests } from "./callback-requests";
import type { LoadOrder, LoadResult } from "./load-order";
import { postRequests } from "./post-requests";

let prepared: { readonly round: number; readonly requests: readonly Buffer[] } | undefined;

process.on("message", (order) => {
  void load(order as LoadOrder).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => process.exit());
process.send?.("ready");

async function load({ url, connections, warm, measured, round }: LoadOrder): Promise<LoadResult> {
  // The next way gets the very same.
  if (prepared?.round !== round) {
    prepared = { round, requests: callbackRequests(round, warm + measured, Date.now()) };
  }
  const { requests } = prepared;
  const target = { port: Number(new URL(url).port), connections };
  const took = new Float64Array(measured);
  let answered = 0;
  let failed = 0;
  const onAnswer = (status: number, milliseconds: number): void => {
    if (status !== 200) failed += 1;
    took[answered++] = milliseconds;
  };
  await postRequests(requests.slice(0, warm), target, (status) => {
    if (status !== 200) failed += 1;
  });
  const from = performance.now();
  await postRequests(requests.slice(warm), target, onAnswer);
  const milliseconds = performance.now() - from;
  took.sort();
  const at = (part: number): number => took[Math.floor(measured * part)] ?? NaN;
  return { milliseconds, p50Ms: at(0.5), p99Ms: at(0.99), failed };
}
