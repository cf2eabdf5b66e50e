import { textOf } from "./checkout";

/** A test that a document names as the guard of what it says. */
export interface Guard {
  /** Of the row: `T7`, `R3`. */
  readonly row: string;
  /** From the root of the checkout. */
  readonly file: string;
  /** What stands in the test's name. */
  readonly title: string;
}

/** A file in backticks, and a title in quotes behind it. */
const guard = /`(test\/[^`]+\.test\.ts)`\s*"([^"]*)"/g;

/**
 * The tests that the rows of a document's tables name, row by row; a row without one has an empty list.
 *
 * @param document its path from the root of the checkout
 * @param letter what the rows' numbers begin with
 */
export function guardsIn(document: string, letter: string): ReadonlyMap<string, readonly Guard[]> {
  const rows = new Map<string, readonly Guard[]>();
  for (const line of textOf(document).split("\n")) {
    const row = new RegExp(`^\\| *\\*{0,2}(${letter}\\d+)\\*{0,2} *\\|`).exec(line)?.[1];
    if (row === undefined) continue;
    rows.set(
      row,
      [...line.matchAll(guard)].map(([, file = "", title = ""]) => ({ row, file, title })),
    );
  }
  return rows;
}
