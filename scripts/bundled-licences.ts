import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of everything that a bundle took in from elsewhere, as those licences ask for.
 *
 * @param sources paths from the top of the checkout, as esbuild names what it read
 */
export function bundledLicences(root: string, sources: readonly string[]): string {
  const folders = new Set(sources.map(packageFolder).filter((folder) => folder !== undefined));
  return [...folders]
    .sort()
    .map((folder) => licence(join(root, folder)))
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** `node_modules/a/node_modules/@b/c/index.js` is of `node_modules/a/node_modules/@b/c`. */
function packageFolder(source: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0];
}

/** What a package says of itself; old ones have a list of licences. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
}

/** @throws Error where a package has no licence: it must not go out without one */
function licence(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const { name, version, license = manifest.licenses?.map(({ type }) => type).join(" or ") } = manifest;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (license === undefined && file === undefined) throw new Error(`${name} is bundled and has no licence`);
  const text = file === undefined ? `Licensed under ${license}.` : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version}${license === undefined ? "" : ` (${license})`}\n\n${text}\n`;
}
