import { open, realpath } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ChatError } from "../../src/client/chat-error";
import { gatherWrites } from "./gathered-writes";
import type { HourTarget, OpenHour } from "./hour-target";
import { writing } from "./path-problem";
import { takeTurn } from "./take-turn";

/** Writes all hours into one file, at its end, each wholly or not at all. Whoever else writes to it waits meanwhile. */
export function appendHours(path: string): HourTarget {
  return {
    async begin(_hour, signal) {
      const endTurn = await takeTurn(await onlyName(path), signal, stopped);
      try {
        return await writing(path, () => beginAtEnd(path, endTurn));
      } catch (error) {
        endTurn();
        throw error;
      }
    },
  };
}

async function beginAtEnd(path: string, endTurn: () => void): Promise<OpenHour> {
  const file = await open(path, "a+");
  const close = (): Promise<void> => file.close().catch(() => undefined);
  const bytesBefore = await endAtLine(file).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const writes = gatherWrites(file);
  return {
    write: (pieces) => writing(path, () => writes.write(pieces)),
    async keep() {
      await writing(path, () => writes.end());
      await close();
      endTurn();
      return path;
    },
    async drop() {
      await writes.settle();
      await file.truncate(bytesBefore).catch(() => undefined);
      await close();
      endTurn();
    },
  };
}

/** The same for all names that links give a file: where two wrote at once, one that fails would cut off the other's lines. */
async function onlyName(path: string): Promise<string> {
  const inFolder = async (): Promise<string> => join(await realpath(dirname(path)), basename(path));
  // Where there is neither, opening it says so.
  return realpath(path)
    .catch(inFolder)
    .catch(() => path);
}

/** @returns how long the file is, bytes, when its last line has been ended where it was not */
async function endAtLine(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0));
  if (size === 0 || buffer.toString() === "\n") return size;
  await file.writeFile("\n");
  return size + 1;
}

function stopped(): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: "history", outcome: "not-sent" });
}
