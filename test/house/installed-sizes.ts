import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An installed package with all that it brings. */
export interface InstalledTree {
  readonly name: string;
  readonly bytes: number;
  /** How many packages it is, itself included. */
  readonly packages: number;
}

/**
 * Measures what installing a package has brought: first the package alone, then each of its direct dependencies with its
 * own tree (what two of them share counts for both), then everything.
 *
 * @param nodeModules in which nothing else was installed
 */
export function installedSizes(nodeModules: string, name: string): readonly InstalledTree[] {
  const folder = join(nodeModules, ...name.split("/"));
  const trees = dependenciesOf(folder).map((dependency) => [dependency, treeOf(dependency, folder)] as const);
  const all = new Set([folder, ...trees.flatMap(([, tree]) => [...tree])]);
  return [
    measured(name, new Set([folder])),
    ...trees.filter(([, tree]) => tree.size > 0).map(([dependency, tree]) => measured(dependency, tree)),
    measured("everything", all),
  ];
}

/** How many bytes there are in the files of a folder; packages that are installed below it are left out. */
export function bytesIn(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name !== "node_modules")
    .map((name) => join(folder, name))
    .reduce((sum, path) => {
      const stats = lstatSync(path);
      return sum + (stats.isDirectory() ? bytesIn(path) : stats.size);
    }, 0);
}

function measured(name: string, folders: ReadonlySet<string>): InstalledTree {
  return { name, bytes: [...folders].reduce((sum, folder) => sum + bytesIn(folder), 0), packages: folders.size };
}

/** The folders of a package and of all that it needs; none where it is optional and was left out. */
function treeOf(name: string, from: string, found = new Set<string>()): Set<string> {
  const folder = findPackage(name, from);
  if (folder === undefined || found.has(folder)) return found;
  found.add(folder);
  for (const dependency of dependenciesOf(folder)) treeOf(dependency, folder, found);
  return found;
}

/** Where Node.js would find it. */
function findPackage(name: string, from: string): string | undefined {
  const folder = join(from, "node_modules", ...name.split("/"));
  if (existsSync(join(folder, "package.json"))) return folder;
  return dirname(from) === from ? undefined : findPackage(name, dirname(from));
}

function dependenciesOf(folder: string): readonly string[] {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly dependencies?: object;
    readonly optionalDependencies?: object;
  };
  return Object.keys({ ...dependencies, ...optionalDependencies });
}
