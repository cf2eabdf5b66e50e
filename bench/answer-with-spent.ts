/** In a worker that was started with `start-counting-worker.ts`: says that it is ready, and answers whenever it is asked. */
export function answerWithSpent(count: () => number): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ count: count(), cpuMs: (user + system) / 1_000 });
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.("ready");
}
