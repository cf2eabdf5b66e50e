/** Whether a text has the form of a Redis' address: `redis://user:password@host:6379/0`, or `rediss:` for TLS. */
export function isRedisUrl(text: string): boolean {
  try {
    const { protocol, hostname, pathname } = new URL(text.trim());
    return /^rediss?:$/.test(protocol) && hostname !== "" && /^\/?\d*$/.test(pathname);
  } catch {
    return false;
  }
}
