import type { Redis } from "ioredis";
import { invalidInput } from "../../../client/invalid-input";
import type { KeptFiles } from "../kept-files";

/** Pieces in which a kept file is read, bytes. */
const pieceBytes = 256 * 1024;

/**
 * Keeps files that are still to be uploaded beside their messages: ten megabytes each at most, as the service takes them.
 * The script that ends a message removes them.
 *
 * @param base what all keys of the queue begin with
 * @param keepMs after that they go by themselves, should their message never have come so far as to wait
 */
export function createRedisFiles(redis: Redis, base: string, keepMs: number): Pick<KeptFiles, "keep" | "restore"> {
  const keyOf = (id: string): string => `${base}own:files:${id}`;
  return {
    async keep(id, role, file) {
      const pieces: Uint8Array[] = [];
      for await (const piece of file.read()) pieces.push(piece);
      await redis.hset(keyOf(id), role, Buffer.concat(pieces));
      await redis.pexpire(keyOf(id), Math.ceil(keepMs));
    },
    async restore(id, role, facts) {
      const content = await redis.hgetBuffer(keyOf(id), role);
      const path = role === "main" ? "file" : "thumbnail";
      if (content === null) throw invalidInput("send-message", [{ path, problem: "file-missing" }]);
      return { ...facts, read: () => piecesOf(content) };
    },
  };
}

async function* piecesOf(content: Buffer): AsyncIterable<Uint8Array> {
  for (let start = 0; start < content.length; start += pieceBytes) {
    yield await Promise.resolve(content.subarray(start, start + pieceBytes));
  }
}
