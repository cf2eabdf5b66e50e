import type * as classicLevel from "classic-level";

/** What of classic-level we use. */
export type ClassicLevelModule = Pick<typeof classicLevel, "ClassicLevel">;

/** Loads classic-level where it is first used; rejects where it is not installed, or has no binding for this machine. */
export function loadClassicLevel(): Promise<ClassicLevelModule> {
  return import("classic-level");
}
