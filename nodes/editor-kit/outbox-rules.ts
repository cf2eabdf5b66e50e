import { credential, storedSecret } from "./credential";
import { currentValue } from "./current-value";
import { dialogOf } from "./dialog";
import { isEnvReference } from "./is-env-reference";
import { isRedisUrl } from "./is-redis-url";
import { rule, ruleWhen } from "./rule";

/** The rule of the Redis' address; it counts while messages are kept there. */
export const redisUrlRule: Validate = ruleWhen((node) => currentValue(node, "outbox") === "redis", problemWith);

/**
 * The rule of the choice of outbox: what it needs must be there. As with the sign-in, a node in the flow is judged here,
 * and in the dialog the field speaks for itself.
 */
export const outboxRule: Validate = rule((node, outbox) => {
  if (outbox !== "redis" || dialogOf(node) !== undefined) return undefined;
  const url = credential(node, "redisUrl");
  return url === undefined || isEnvReference(url) ? undefined : problemWith(node, url);
});

function problemWith(node: EditorNode, url: string): string | undefined {
  if (url === "") return node._("invalid.redisUrl.missing");
  return url === storedSecret || isRedisUrl(url) ? undefined : node._("invalid.redisUrl.form");
}
