import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json";
import { npm } from "../../scripts/npm";

/** The package as users get it. */
export interface PackedPalette {
  /** Its file names, as `npm pack` lists them. */
  readonly files: readonly string[];
  /** The tarball. */
  readonly tarball: string;
  /** The `node_modules` of a user directory in which nothing but the package was installed. */
  readonly nodeModules: string;
  /** The package in there. */
  readonly folder: string;
}

const root = join(__dirname, "..", "..");
const userDirectory = join(root, ".cache", "packed-palette");
const packedFile = join(userDirectory, "packed.json");
let packed: Promise<PackedPalette> | undefined;

/**
 * Packs this checkout and installs the tarball as the palette manager would, more strictly even: no dependency that asks
 * for a newer Node.js, no install scripts. Once a run, whoever asks.
 *
 * `npm test` has built and packed just before, once for all its processes; alone, packing builds.
 */
export function packedPalette(): Promise<PackedPalette> {
  packed ??= process.env["CHAT_FLOWS_PACKED"] === "1" ? lookUp() : pack();
  return packed;
}

function lookUp(): Promise<PackedPalette> {
  return Promise.resolve(JSON.parse(readFileSync(packedFile, "utf8")) as PackedPalette);
}

async function pack(): Promise<PackedPalette> {
  rmSync(userDirectory, { recursive: true, force: true });
  mkdirSync(userDirectory, { recursive: true });
  writeFileSync(join(userDirectory, "package.json"), '{ "name": "user-directory", "private": true }\n');

  const built = process.env["CHAT_FLOWS_BUILT"] === "1" ? ["--ignore-scripts"] : [];
  const report = await npm(root, "pack", "--json", "--pack-destination", userDirectory, ...built);
  const { filename, files } = parseReport(report);
  const install = ["install", "--engine-strict", "--ignore-scripts", "--omit=dev", "--prefer-offline"];
  await npm(userDirectory, ...install, `./${filename}`);
  const nodeModules = join(userDirectory, "node_modules");
  const palette = {
    files,
    tarball: join(userDirectory, filename),
    nodeModules,
    folder: join(nodeModules, ...packageJson.name.split("/")),
  };
  writeFileSync(packedFile, JSON.stringify(palette));
  return palette;
}

/** The report is a JSON list with one entry, behind whatever the build has printed. */
function parseReport(report: string): { filename: string; files: readonly string[] } {
  const [entry] = JSON.parse(report.slice(report.search(/^\[$/m))) as readonly PackEntry[];
  if (entry === undefined) throw new Error(`npm pack reports nothing: ${report}`);
  return { filename: entry.filename, files: entry.files.map((file) => file.path) };
}

interface PackEntry {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
