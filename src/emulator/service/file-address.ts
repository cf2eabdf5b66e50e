/** The addresses under which uploaded files are served. */

/** The UUID in a file's address, on whatever host; `undefined` where the address is no such thing. */
export function uuidOfFile(address: unknown): string | undefined {
  if (typeof address !== "string" || !URL.canParse(address)) return undefined;
  return /^\/[^/]+\/[^/]+\/chatfiles\/([0-9a-fA-F-]{36})$/.exec(new URL(address).pathname)?.[1];
}
