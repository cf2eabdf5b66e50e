import type { Migration } from "../../nodes/saved/migrate-node";
import { migrations } from "../../nodes/saved/migrations";

/** Lets the nodes of a type be brought up to date in a way that a test makes up, in each test of the enclosing `describe`. */
export function useMigrations(type: string, steps: readonly Migration[]): void {
  const all = migrations as Record<string, readonly Migration[]>;
  const { [type]: before } = all;
  beforeEach(() => {
    all[type] = steps;
  });
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(all, type);
    else all[type] = before;
  });
}
