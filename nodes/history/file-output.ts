import type { PartEmitter } from "./emit-parts";
import type { HistoryOutput } from "./history-output";
import type { HourTarget, OpenHour } from "./hour-target";

/** Writes the messages to disk; a message of the flow says of each hour where it is. */
export function fileOutput(parts: PartEmitter, target: HourTarget, signal: AbortSignal): HistoryOutput {
  let open: OpenHour | undefined;
  /** What is being done: nobody may wait for it any more when the hour is dropped. */
  let last: Promise<void> = Promise.resolve();

  async function write(hour: string, pieces: readonly Uint8Array[]): Promise<void> {
    open ??= await target.begin(hour, signal);
    await open.write(pieces);
  }

  return {
    sink: {
      form: "lines",
      take(hour, pieces) {
        last = write(hour, pieces);
        return last;
      },
      async endHour(hour, messages, bytes) {
        const path = await open?.keep();
        open = undefined;
        parts.send({ path, hour, messages, bytes });
      },
      async dropHour() {
        await last.catch(() => undefined);
        await open?.drop();
        open = undefined;
      },
    },
    end: (isWhole) => parts.end(isWhole),
  };
}
