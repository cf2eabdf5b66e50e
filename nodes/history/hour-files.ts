import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { gatherWrites } from "./gathered-writes";
import type { HourTarget } from "./hour-target";
import { writing } from "./path-problem";

/** Writes each hour into a file of its own, which appears under its name, `<hour>.ndjson`, only when whole. */
export function hourFiles(folder: string): HourTarget {
  return {
    async begin(hour) {
      const path = join(folder, `${hour}.ndjson`);
      const unfinished = join(folder, `.${hour}.${randomBytes(6).toString("hex")}.part`);
      const file = await writing(path, () => open(unfinished, "wx"));
      const writes = gatherWrites(file);
      return {
        write: (pieces) => writing(path, () => writes.write(pieces)),
        async keep() {
          await writing(path, () =>
            writes
              .end()
              .then(() => file.close())
              .then(() => rename(unfinished, path)),
          );
          return path;
        },
        async drop() {
          await writes.settle();
          await file.close().catch(() => undefined);
          await rm(unfinished, { force: true }).catch(() => undefined);
        },
      };
    },
  };
}
