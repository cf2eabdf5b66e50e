import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Bright and dark colours. */
export type Theme = "light" | "dark";

/** Both, in the order of the pictures. */
export const themes: readonly Theme[] = ["light", "dark"];

const darkClass = "nr-theme-dark";

/**
 * Gives a page of the editor a theme. Node-RED 5 has a dark one of its own; 4.1 has the same names for its colours and
 * none that is dark, so it gets those of 5.
 *
 * @param five folder of the installed Node-RED 5
 */
export async function setTheme(page: Page, theme: Theme, five: string): Promise<void> {
  const id = "dark-colours";
  if ((await page.locator(`style#${id}`).count()) === 0) {
    await page
      .addStyleTag({ content: `${darkRule(five)}\n* { transition: none !important; }` })
      .then((style) => style.evaluate((element, name) => ((element as Element).id = name), id));
  }
  const isDark = String(theme === "dark");
  await page.evaluate(`document.documentElement.classList.toggle("${darkClass}", ${isDark})`);
}

function darkRule(five: string): string {
  const path = join(five, "node_modules", "@node-red", "editor-client", "public", "red", "style.min.css");
  const rule = new RegExp(`html\\.${darkClass}\\{[^}]*\\}`).exec(readFileSync(path, "utf8"))?.[0];
  if (rule === undefined) throw new Error(`There are no dark colours in ${path}.`);
  return rule;
}
