import type { Browser, BrowserContextOptions } from "playwright-core";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../src/emulator/emulator";
import { launchBrowser } from "./browser";
import { openEmulatorPage, pageFolder, requireBuiltPage, type EmulatorPage } from "./open-emulator-page";

/** A suite's emulator and its page, new for each test. */
export interface UsedEmulatorPage {
  /** What the test that runs has. */
  readonly current: () => EmulatorPage & { readonly emulator: Emulator };
  /** Closes the window and opens another one. */
  readonly reopen: (options: BrowserContextOptions) => Promise<EmulatorPage>;
  /** Stops the emulator and starts another one; the window stays as it is. */
  readonly restart: (options: EmulatorOptions) => Promise<Emulator>;
}

/** Call it in a `describe`: its hooks start and stop everything. @param usual the window that each test begins with */
export function useEmulatorPage(usual: BrowserContextOptions): UsedEmulatorPage {
  let browser: Browser | undefined;
  let emulator: Emulator;
  let opened: EmulatorPage;

  before(async function () {
    browser = await launchBrowser(this);
    requireBuiltPage();
  });

  beforeEach(async () => {
    await start({});
    await open(usual);
  });

  afterEach(async () => {
    await opened.page.context().close();
    await emulator.stop();
  });

  after(async () => {
    await browser?.close();
  });

  async function start(options: EmulatorOptions): Promise<Emulator> {
    emulator = createEmulator({ pageFolder, ...options });
    await emulator.start();
    return emulator;
  }

  async function open(options: BrowserContextOptions): Promise<EmulatorPage> {
    opened = await openEmulatorPage(browser as Browser, emulator.url, options);
    return opened;
  }

  return {
    current: () => ({ ...opened, emulator }),
    async reopen(options) {
      await opened.page.context().close();
      return open(options);
    },
    async restart(options) {
      await emulator.stop();
      return start(options);
    },
  };
}
