import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** Where the build puts the page. */
export const pageFolder = join(__dirname, "..", "..", "dist", "emulator-page");

/** The emulator's page in a window of its own. */
export interface EmulatorPage {
  readonly page: Page;
  /** Errors in the console and exceptions that nobody caught, since the page was opened. */
  readonly complaints: readonly string[];
}

/** @throws Error when the page has not been built. */
export function requireBuiltPage(): void {
  if (!existsSync(join(pageFolder, "page.js"))) throw new Error("The page is not built yet. Run: npm run build");
}

/** Opens the page and waits until it hears the emulator. Close its context. */
export async function openEmulatorPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<EmulatorPage> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  await page.locator(".side .connection.live").waitFor();
  return { page, complaints };
}
