import type { Migration } from "./migrate-node";

/**
 * What has changed in the saved properties of a type since its version 1, oldest first. A change that an older flow must be
 * taken through is one function here, and one more in the `version` among the defaults of the type's `editor.ts`.
 *
 * A property that was released stays among those defaults even where it is no longer used: the editor reads nothing else
 * of a saved node, and the migration would not see it.
 */
export const migrations: Readonly<Record<string, readonly Migration[]>> = {};
