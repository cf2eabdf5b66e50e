import { createEmulator } from "../../../src/emulator/emulator";
import { numberedNodes } from "../numbered-messages";
import { startNodeRedProcess } from "../node-red-process";
import { watcher } from "../watch-messages";
import type { Cell } from "./cells";
import type { Place } from "./checks";
import { runtimeOf } from "./runtime-of";

/** A cell with all that is checked in it. */
export interface OpenCell extends Place {
  /** From its start to flows that run, milliseconds. */
  readonly startMs: number;
  close(): Promise<void>;
}

/** Starts its Node-RED with the packed palette, in a user directory of its own, and an emulator. */
export async function openCell(cell: Cell): Promise<OpenCell> {
  const runtime = await runtimeOf(cell);
  const emulator = createEmulator({ clock: Date.now });
  await emulator.start();
  try {
    const from = performance.now();
    const nodeRed = await startNodeRedProcess({ runtime, nodes: { watcher, ...numberedNodes } });
    const startMs = performance.now() - from;
    const close = async (): Promise<void> => {
      await nodeRed.stop();
      await emulator.stop();
    };
    return { cell, emulator, nodeRed, startMs, close };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
