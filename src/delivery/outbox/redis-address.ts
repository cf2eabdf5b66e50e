import { outboxTrouble } from "./outbox-trouble";

/** Where a Redis is and how to be let in. Never shown: {@link RedisAddress.shown} is for that. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Which of its numbered databases. Default: 0. */
  readonly db: number;
  /** Whether it is spoken to over TLS: `rediss:`. */
  readonly secure: boolean;
  /** Host and port, without user and password. */
  readonly shown: string;
}

/**
 * Reads a Redis' URL: `redis://user:password@host:6379/0`, or `rediss:` for TLS. Everything but the host has a default.
 *
 * @throws `CHAT_NOT_CONFIGURED` with problem `redis-bad-url`; what was given is not repeated in it
 */
export function parseRedisUrl(url: string): RedisAddress {
  try {
    const { protocol, hostname, port, username, password, pathname } = new URL(url.trim());
    const [, database] = /^\/?(\d*)$/.exec(pathname) ?? [];
    if (!/^rediss?:$/.test(protocol) || hostname === "" || database === undefined)
      throw outboxTrouble("redisUrl", "redis-bad-url");
    const numberOfPort = port === "" ? 6379 : Number(port);
    return {
      // An IPv6 address stands in brackets in a URL only.
      host: hostname.replace(/^\[|\]$/g, ""),
      port: numberOfPort,
      username: username === "" ? undefined : decodeURIComponent(username),
      password: password === "" ? undefined : decodeURIComponent(password),
      db: Number(database),
      secure: protocol === "rediss:",
      shown: `${hostname}:${numberOfPort}`,
    };
  } catch {
    throw outboxTrouble("redisUrl", "redis-bad-url");
  }
}
