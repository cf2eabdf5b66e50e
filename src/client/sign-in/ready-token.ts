import type { TokenSource } from "./token-source";

/** Signs in with a token made elsewhere. Spaces around it are cut: the vendor's own examples carry one. */
export function readyToken(value: string): TokenSource {
  const token = { value: value.trim(), expiresAt: null };
  return { renewable: false, fetch: () => Promise.resolve(token) };
}
