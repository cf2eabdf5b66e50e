import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { root, textOf } from "./checkout";

/** Who a file names in its imports, types included. */
export interface Imports {
  /** Files of this checkout. */
  readonly files: readonly string[];
  /** Packages and Node.js's own modules, as written. */
  readonly packages: readonly string[];
}

/** Reads the imports of a TypeScript file of this checkout: `import`, `export … from`, `import()` and `require()`. */
export function importsOf(path: string): Imports {
  const specifiers = ts.preProcessFile(textOf(path), true, true).importedFiles.map((file) => file.fileName);
  const isRelative = (specifier: string): boolean => specifier.startsWith(".");
  return {
    files: specifiers.filter(isRelative).map((specifier) => resolve(path, specifier)),
    packages: specifiers.filter((specifier) => !isRelative(specifier)),
  };
}

/** @returns the first circle of imports found, its first file again at the end; `undefined` where there is none */
export function findCycle(paths: readonly string[]): readonly string[] | undefined {
  const cleared = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (cleared.has(path) || !path.endsWith(".ts")) return undefined;
    for (const file of importsOf(path).files) {
      const cycle = visit(file, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    cleared.add(path);
    return undefined;
  };
  for (const path of paths) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function resolve(from: string, specifier: string): string {
  const target = posix.join(posix.dirname(from), specifier);
  const found = [target, `${target}.ts`, `${target}/index.ts`].find(
    (path) => /\.\w+$/.test(path) && existsSync(join(root, path)),
  );
  if (found === undefined) throw new Error(`${from} imports ${specifier}, which is not there`);
  return found;
}
