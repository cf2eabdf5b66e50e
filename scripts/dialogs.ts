/**
 * `npm run dialogs`: opens every dialog in every state in a real browser, lets axe-core look at it, and leaves pictures,
 * a sheet with all of them and axe's report in `.cache/dialogs/`. Fails where axe finds anything in our part.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { contactSheet } from "./contact-sheet";
import { dialogScenes } from "./dialog-scenes";
import { themes } from "./dialog-themes";
import { launchChromium } from "./launch-chromium";
import { photographDialogs } from "./photograph-dialogs";
import type { Visit } from "./photograph-dialogs";

const root = join(__dirname, "..");
const folder = join(root, ".cache", "dialogs");
/** Where the tests put it. */
const five = join(root, ".cache", "node-red-5");
const nodeOfFive = join("node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
const runtimes = [
  { version: "4.1", redJs: redJsIn(root), nodeBinary: process.execPath },
  { version: "5.0", redJs: redJsIn(five), nodeBinary: join(five, nodeOfFive) },
];

const { values: options } = parseArgs({
  options: {
    /** Folders of `locales/`, with commas; `all`; `long`: texts that are longer than those of any language. */
    languages: { type: "string", default: "en-US,zh-CN" },
    themes: { type: "string", default: themes.join() },
    "node-red": { type: "string", default: runtimes.map(({ version }) => version).join() },
    /** Only dialogs whose names begin so. */
    dialogs: { type: "string", default: "" },
    /** Of the dialog, pixels, where it should be narrower than Node-RED makes it. */
    width: { type: "string" },
    /** Takes `dist/` as it is. */
    "no-build": { type: "boolean", default: false },
  },
});

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!existsSync(redJsIn(five))) {
    throw new Error("Node-RED 5 is missing in .cache: `npm test -- test/real/node-red-5.test.ts` installs it.");
  }
  if (!options["no-build"]) {
    execFileSync(process.execPath, ["--import", "tsx", join(root, "scripts", "build.ts")], { stdio: "inherit" });
  }
  const browser = await launchChromium();
  try {
    const visits: Visit[] = [];
    for (const runtime of runtimes.filter(({ version }) => options["node-red"].split(",").includes(version))) {
      const shoot = {
        ...runtime,
        five,
        folder,
        scenes: dialogScenes.filter(({ name }) => name.startsWith(options.dialogs)),
        languages: options.languages === "all" ? readdirSync(join(root, "locales")) : options.languages.split(","),
        themes: themes.filter((theme) => options.themes.split(",").includes(theme)),
        width: options.width === undefined ? undefined : Number(options.width),
      };
      visits.push(...(await photographDialogs(browser, shoot)));
    }
    report(visits);
  } finally {
    await browser.close();
  }
}

function redJsIn(place: string): string {
  return join(place, "node_modules", "node-red", "red.js");
}

/** Writes the sheet and axe's report, and says what is wrong with which dialog. */
function report(visits: readonly Visit[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), contactSheet(visits));
  writeFileSync(join(folder, "axe.json"), `${JSON.stringify(visits, null, 2)}\n`);
  const dialogs = [...new Set(visits.map(({ dialog }) => dialog))];
  const table = dialogs.map((dialog) => {
    const shown = visits.filter((visit) => visit.dialog === dialog);
    const rules = new Set(shown.flatMap(({ problems }) => problems.map(({ rule }) => rule)));
    const problems = shown.reduce((sum, visit) => sum + visit.problems.length, 0);
    return { dialog, pictures: shown.length, problems, rules: [...rules].join(", ") };
  });
  console.table(table);
  console.log(`${visits.length} pictures: ${join(folder, "index.html")}`);
  if (table.some(({ problems }) => problems > 0)) process.exitCode = 1;
}
