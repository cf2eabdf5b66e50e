import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";
import { chromiumPath, launchChromium } from "../../scripts/launch-chromium";

/**
 * Starts Chromium: the one at `CHROMIUM_PATH`, or Debian's. Call it in a `before` hook and close it in an `after` hook.
 *
 * Without one the suite is skipped and one line says how to get it; with `CHAT_FLOWS_REQUIRE_ALL` set it fails instead.
 */
export async function launchBrowser(context: Mocha.Context): Promise<Browser> {
  if (!existsSync(chromiumPath)) {
    const advice = "install Debian's chromium";
    if (process.env["CHAT_FLOWS_REQUIRE_ALL"]) throw new Error(`There is no browser at ${chromiumPath}: ${advice}`);
    process.stdout.write(`browser tests skipped: ${advice}\n`);
    context.skip();
  }
  context.timeout(60_000);
  return launchChromium();
}
