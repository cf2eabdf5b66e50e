import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

/** Where Chromium is: what `CHROMIUM_PATH` says, or Debian's place. */
export const chromiumPath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Starts it without a window. No sandbox, because builds run as root in containers; the rest keeps it from calling anybody. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
