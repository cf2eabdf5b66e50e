import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** No sandbox, because builds run as root in containers; the rest keeps the browser from calling anybody by itself. */
const browserArguments = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts Chromium: the one at `CHROMIUM_PATH`, or Debian's. Call it in a `before` hook and close it in an `after` hook.
 *
 * Without one the suite is skipped and one line says how to get it; with `CHAT_FLOWS_REQUIRE_ALL` set it fails instead.
 */
export async function launchBrowser(context: Mocha.Context): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    const advice = "install Debian's chromium";
    if (process.env["CHAT_FLOWS_REQUIRE_ALL"]) throw new Error(`There is no browser at ${executablePath}: ${advice}`);
    process.stdout.write(`browser tests skipped: ${advice}\n`);
    context.skip();
  }
  context.timeout(60_000);
  return chromium.launch({ executablePath, headless: true, args: browserArguments });
}
