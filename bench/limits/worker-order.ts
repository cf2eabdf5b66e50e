/** The ways to keep a limit that are measured: ours, the two libraries that come closest, and what the calls alone cost. */
export const limitWays = ["ours", "bottleneck", "p-throttle", "timer"] as const;

/** One of {@link limitWays}. */
export type LimitWay = (typeof limitWays)[number];

/** What a worker is started with. */
export interface WorkerOrder {
  readonly way: LimitWay;
  readonly serviceUrl: string;
  /** Where the count is shared with others. Default: it is the worker's own. */
  readonly redisUrl?: string;
}
