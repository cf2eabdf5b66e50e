/** Who is behind a request that carries no token. */
import type { IncomingMessage } from "node:http";

/**
 * Whether a page of another origin asks. Any page that is open in a browser can send a request here; its browser says where
 * it is from. Programs say nothing of that kind.
 */
export function isForeignPage({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin !== undefined && origin !== `http://${host}`;
}
