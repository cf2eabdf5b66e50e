import type { Issue } from "../../src/client/issue";
import { parseRedisUrl } from "../../src/delivery/outbox/redis-address";
import { unsetEnvName } from "../node-kit/env-reference";
import type { SavedProperties } from "../node-kit/saved-properties";

/** Where an app's waiting messages live. */
export type OutboxChoice =
  | { readonly kind: "memory" | "disk" }
  | {
      readonly kind: "redis";
      /** With user and password: it is shown nowhere. */
      readonly url: string;
    };

/**
 * Reads the outbox that was chosen; the Redis address only where it is needed.
 *
 * @param issues takes every problem found
 */
export function readOutboxChoice(
  saved: unknown,
  credentials: SavedProperties,
  issues: Issue[],
): OutboxChoice | undefined {
  const kind = saved ?? "memory";
  if (kind === "memory" || kind === "disk") return { kind };
  if (kind !== "redis") {
    issues.push({ path: "outbox", problem: "not-a-choice", params: { allowed: "memory, disk, redis" } });
    return undefined;
  }
  const problem = problemOfUrl(credentials["redisUrl"]);
  if (problem === undefined) return { kind, url: String(credentials["redisUrl"]).trim() };
  issues.push({ path: "redisUrl", ...problem });
  return undefined;
}

function problemOfUrl(url: unknown): Omit<Issue, "path"> | undefined {
  const name = unsetEnvName(url);
  if (name !== undefined) return { problem: "env-unset", params: { name } };
  if (typeof url !== "string" || url.trim() === "") return { problem: "required" };
  try {
    parseRedisUrl(url);
    return undefined;
  } catch {
    return { problem: "redis-bad-url" };
  }
}
