import { readRedisTexts } from "./read-redis-texts";

/** The numbered messages that a Redis holds: those that wait, and the endings that nobody has been told of. */
export async function numbersInRedis(url: string): Promise<ReadonlySet<number>> {
  return new Set((await readRedisTexts(url, "agora-chat*")).flatMap(numbersIn));
}

/**
 * The numbered messages of which nobody has been told how they ended: the next process is told of those of a killed one
 * when it has seemed dead for some twenty seconds.
 */
export async function untoldInRedis(url: string): Promise<ReadonlySet<number>> {
  const texts = await Promise.all(
    ["telling", "inbox"].map((where) => readRedisTexts(url, `agora-chat*:own:${where}:*`)),
  );
  return new Set(texts.flat().flatMap(numbersIn));
}

/** A message is text within text, its quotes escaped. */
function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\\*"number\\*":(\d+)/g)].map(([, number]) => Number(number));
}
