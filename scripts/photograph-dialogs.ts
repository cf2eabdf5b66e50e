import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import packageJson from "../package.json";
import type { DialogPicture } from "./contact-sheet";
import { dialogFlow, readDefaults } from "./dialog-flow";
import type { DialogScene } from "./dialog-scenes";
import { sceneEnvironment } from "./dialog-scenes";
import { setTheme } from "./dialog-themes";
import type { Theme } from "./dialog-themes";
import { lengthenTexts, longLanguage } from "./longer-texts";
import { startNodeRed } from "./start-node-red";
import { axeProblems, closeScene, openScene, ownPart } from "./visit-dialog";
import type { AxeProblem } from "./visit-dialog";

/** What to take pictures of. */
export interface Shoot {
  /** Of Node-RED, and the first folder of the pictures. */
  readonly version: string;
  readonly redJs: string;
  readonly nodeBinary: string;
  /** Where Node-RED 5 is installed, for its dark colours. */
  readonly five: string;
  readonly scenes: readonly DialogScene[];
  readonly languages: readonly string[];
  readonly themes: readonly Theme[];
  /** Of the dialog, pixels. Default: as Node-RED makes it. */
  readonly width?: number | undefined;
  /** Of the pictures. */
  readonly folder: string;
}

/** A picture, with what axe-core found in what it shows. */
export interface Visit extends DialogPicture {
  readonly problems: readonly AxeProblem[];
}

const root = join(__dirname, "..");

/** Starts a Node-RED with `dist/` as its palette, and takes the pictures. */
export async function photographDialogs(browser: Browser, shoot: Shoot): Promise<readonly Visit[]> {
  const { redJs, nodeBinary, languages, folder, scenes } = shoot;
  const userDir = userDirectory(join(folder, "user-directories", shoot.version));
  const nodeRed = await startNodeRed({ redJs, nodeBinary, userDir, env: sceneEnvironment });
  const visits: Visit[] = [];
  try {
    for (const language of languages) {
      const page = await browser.newPage({
        locale: language === longLanguage ? "en-US" : language,
        // High enough for the longest dialog, so that the picture has all of it.
        viewport: { width: 1400, height: 2600 },
        reducedMotion: "reduce",
      });
      if (language === longLanguage) await lengthenTexts(page);
      await openEditor(page, nodeRed.url);
      if (visits.length === 0) {
        await deploy(page, nodeRed.url, scenes);
        await openEditor(page, nodeRed.url);
      }
      for (const scene of scenes) visits.push(...(await visit(page, scene, language, shoot)));
      await page.close();
    }
  } finally {
    await nodeRed.stop();
  }
  return visits;
}

function userDirectory(path: string): string {
  rmSync(path, { recursive: true, force: true });
  const link = join(path, "node_modules", ...packageJson.name.split("/"));
  mkdirSync(join(link, ".."), { recursive: true });
  symlinkSync(root, link, "junction");
  return path;
}

async function openEditor(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("#red-ui-palette .red-ui-palette-node").first().waitFor();
  await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
}

async function deploy(page: Page, url: string, scenes: readonly DialogScene[]): Promise<void> {
  const sets = [...new Set(["config", ...scenes.map(({ set }) => set)])];
  const body = JSON.stringify(dialogFlow(scenes, await readDefaults(page, sets)));
  const { status } = await fetch(`${url}/flows`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (status !== 204) throw new Error(`The flow was refused: ${status}.`);
}

async function visit(page: Page, scene: DialogScene, language: string, shoot: Shoot): Promise<readonly Visit[]> {
  const { version, width, folder } = shoot;
  const place = width === undefined ? language : `${language}-${width}`;
  const visits: Visit[] = [];
  await openScene(page, scene);
  if (width !== undefined) await narrow(page, width);
  for (const theme of shoot.themes) {
    await setTheme(page, theme, shoot.five);
    const path = [version, theme, place, `${scene.name}.png`].join("/");
    await page.screenshot({ path: join(folder, path), clip: await wholeDialog(page) });
    visits.push({ path, dialog: scene.name, look: `${version} ${theme} ${place}`, problems: await axeProblems(page) });
  }
  await closeScene(page, scene);
  return visits;
}

/** As in a window that has no more room. */
async function narrow(page: Page, width: number): Promise<void> {
  await page
    .locator(".red-ui-tray")
    .last()
    .evaluate((tray, wanted) => {
      (tray as HTMLElement).style.width = `${wanted}px`;
      tray.querySelector<HTMLElement>(".red-ui-tray-body")?.style.setProperty("min-width", "0");
    }, width);
}

/** From its title to the end of our part. */
async function wholeDialog(page: Page): Promise<Rectangle> {
  const tray = await page.locator(".red-ui-tray").last().boundingBox();
  const part = await page.locator(ownPart).boundingBox();
  if (tray === null || part === null) throw new Error("The dialog is not to be seen.");
  return { ...tray, height: part.y + part.height + 24 - tray.y };
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
