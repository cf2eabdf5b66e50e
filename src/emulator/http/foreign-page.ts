/** Who is behind a request that carries no token. */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Whether a page of another origin asks. Any page that is open in a browser can send a request here; its browser says where
 * it is from. Programs say nothing of that kind.
 */
export function isForeignPage({ headers: { origin, host = "" } }: Pick<IncomingMessage, "headers">): boolean {
  return origin !== undefined && (origin !== `http://${host}` || !isOfThisNetwork(host));
}

/** Whoever owns a name of the internet can make it lead here, and a page of theirs would be ours then. */
function isOfThisNetwork(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return isIP(name) !== 0 || !name.includes(".") || name.endsWith(".local");
}
