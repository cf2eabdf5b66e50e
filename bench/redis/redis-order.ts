/** What a process is started with that shares an outbox in Redis with others. */
export interface RedisOrder {
  readonly redisUrl: string;
  /** The app's name in Redis. */
  readonly app: string;
  readonly serviceUrl: string;
  /** Default: no limit. */
  readonly callsPerSecond?: number;
  /** How many messages it takes in at once; then it delivers what comes. Default: it takes in none of its own. */
  readonly takesIn?: number;
}
