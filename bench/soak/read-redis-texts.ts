import { Redis } from "ioredis";

/** All values of hashes and streams in a Redis whose keys have this pattern. */
export async function readRedisTexts(url: string, pattern: string): Promise<readonly string[]> {
  const redis = new Redis(url);
  try {
    const texts: string[] = [];
    for (const key of await redis.keys(pattern)) {
      const type = await redis.type(key);
      if (type === "hash") texts.push(...(await redis.hvals(key)));
      if (type === "stream") texts.push(...(await redis.xrange(key, "-", "+")).flatMap(([, fields]) => fields));
    }
    return texts;
  } finally {
    redis.disconnect();
  }
}
