import { setTimeout as pause } from "node:timers/promises";

/** Waits until a list that grows has so many entries; returns all of them. */
export async function enough<T>(list: () => readonly T[], count: number): Promise<readonly T[]> {
  while (list().length < count) await pause(20);
  return list();
}
