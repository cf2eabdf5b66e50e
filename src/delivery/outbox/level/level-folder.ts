import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Whether there is anything in a folder of LevelDB's that could be lost: its tables and its logs. */
export async function holdsData(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  const data = names.filter((name) => /\.(?:ldb|sst|log)$/.test(name));
  const sizes = await Promise.all(data.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.some((size) => size > 0);
}

/** Whether LevelDB's table of contents is there, without which it would begin an empty one. */
export async function hasContents(folder: string): Promise<boolean> {
  return (await readdir(folder)).includes("CURRENT");
}

/** Removes what LevelDB has begun in a folder. */
export async function empty(folder: string): Promise<void> {
  const names = await readdir(folder);
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
