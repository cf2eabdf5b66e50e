import { callbackPath } from "./callback-path";

/**
 * The complete address at which the server hears a path, as this browser reaches it: `https://example.com/api/chat`.
 *
 * @param origin the browser's own: `https://example.com`
 * @param root where nodes that answer HTTP requests are, as Node-RED's settings say
 */
export function callbackAddress(origin: string, root: string, path: string): string {
  return `${origin}${callbackPath(root)}${callbackPath(path) || "/"}`;
}
