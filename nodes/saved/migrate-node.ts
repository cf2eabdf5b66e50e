/** A node's properties as a flow saved them. */
export type Saved = Readonly<Record<string, unknown>>;

/**
 * Brings a node's properties from one version to the next: returns all of them, those that it does not know, too. The
 * version is raised for it. It runs in the runtime and in the editor; neither wires nor credentials are among the properties.
 */
export type Migration = (saved: Saved) => Saved;

/** The version that a node was saved with. Before there were versions, and in flows written by hand: 1. */
export function versionOf({ version }: Saved): number {
  return typeof version === "number" && Number.isInteger(version) && version > 1 ? version : 1;
}

/** The version that a type's nodes are saved with now: its migrations begin at 1. */
export function currentVersion(migrations: readonly Migration[]): number {
  return migrations.length + 1;
}

/**
 * Takes a saved node through all that has changed since: all of it or nothing.
 *
 * @returns the properties given, where they are as they are saved now, or newer
 * @throws what a migration throws
 */
export function migrateNode(saved: Saved, migrations: readonly Migration[]): Saved {
  const due = migrations.slice(versionOf(saved) - 1);
  if (due.length === 0) return saved;
  return { ...due.reduce((properties, migrate) => migrate(properties), saved), version: currentVersion(migrations) };
}
