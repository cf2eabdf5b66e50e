/**
 * Builds the package into `dist/`: type checks first (one failure fails the build), then one `.js` and one `.html` a node,
 * with icons and catalogues where Node-RED looks for them, and the emulator with its page.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import packageJson from "../package.json";
import { bundleLibraries, loadLibrariesFrom } from "./bundle-libraries";
import { bundledLicences } from "./bundled-licences";
import { readDialog } from "./read-dialog";
import { readHelp } from "./read-help";

const root = join(__dirname, "..");
const dist = join(root, "dist");
const nodeNames = Object.keys(packageJson["node-red"].nodes);

/**
 * CommonJS, because that is what every Node-RED from 4.0 on loads. Dependencies stay outside the bundle, those that are
 * optional, too; a development dependency that is imported goes into it.
 */
const forNode = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: [packageJson.dependencies, packageJson.optionalDependencies, packageJson.peerDependencies].flatMap(
    Object.keys,
  ),
  metafile: true,
  logLevel: "warning",
} as const satisfies BuildOptions;

const beside = loadLibrariesFrom("./libraries");

void main();

async function main(): Promise<void> {
  try {
    checkTypes();
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist);
    const [runtime, libraries, emulator] = await Promise.all([
      buildRuntime(),
      bundleLibraries(join(dist, "libraries"), forNode),
      buildEmulator(),
      buildEmulatorPage(),
      ...nodeNames.map(buildEditorPage),
    ]);
    writeFileSync(
      join(dist, "THIRD-PARTY-LICENSES.txt"),
      bundledLicences(root, [...runtime, ...libraries, ...emulator]),
    );
    copyLocales();
    cpSync(join(root, "icons"), join(dist, "icons"), { recursive: true });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function checkTypes(): void {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  for (const project of ["tsconfig.json", "tsconfig.editor.json", "tsconfig.page.json"]) {
    execFileSync(process.execPath, [compiler, "-p", join(root, project)], { stdio: "inherit" });
  }
}

/** @returns the sources that went into it */
async function buildRuntime(): Promise<readonly string[]> {
  const { metafile } = await build({
    ...forNode,
    entryPoints: nodeNames.map((name) => ({ in: join(root, "nodes", name, `${name}.ts`), out: name })),
    outdir: dist,
    plugins: [beside],
  });
  return Object.keys(metafile.inputs);
}

/**
 * A node's page: its script inline and readable (the node library's parser wants `RED.nodes.registerType` with a literal
 * type and an inline object in a `text/javascript` block), followed by the dialog's template.
 */
async function buildEditorPage(name: string): Promise<void> {
  const result = await build({
    entryPoints: [join(root, "nodes", name, "editor.ts")],
    bundle: true,
    platform: "browser",
    target: "es2019",
    format: "iife",
    charset: "utf8",
    write: false,
    logLevel: "warning",
  });
  const script = result.outputFiles[0]?.text ?? "";
  const page = `<script type="text/javascript">\n${script}</script>\n\n${await readDialog(name)}`;
  writeFileSync(join(dist, `${name}.html`), page);
}

/** Texts as they are; help in the form that Node-RED loads. */
function copyLocales(): void {
  for (const language of readdirSync(join(root, "locales"))) {
    const from = join(root, "locales", language);
    const to = join(dist, "locales", language);
    cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith(".md") });
    for (const name of nodeNames) writeFileSync(join(to, `${name}.html`), readHelp(language, name));
  }
}

/** @returns the sources that went into it */
async function buildEmulator(): Promise<readonly string[]> {
  const { metafile } = await build({
    ...forNode,
    entryPoints: [join(root, "src", "emulator", "cli.ts")],
    outfile: join(dist, "emulator.js"),
    banner: { js: "#!/usr/bin/env node" },
    plugins: [beside],
  });
  return Object.keys(metafile.inputs);
}

async function buildEmulatorPage(): Promise<void> {
  const page = join(root, "src", "emulator", "page");
  const pageOut = join(dist, "emulator-page");
  await build({
    entryPoints: [join(page, "page.ts")],
    outdir: pageOut,
    bundle: true,
    platform: "browser",
    target: "es2021",
    format: "esm",
    charset: "utf8",
    logLevel: "warning",
  });
  for (const file of ["index.html", "page.css"]) cpSync(join(page, file), join(pageOut, file));
  if (existsSync(join(page, "samples"))) cpSync(join(page, "samples"), join(pageOut, "samples"), { recursive: true });
}
