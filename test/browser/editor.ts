import type { Browser, Locator, Page } from "playwright-core";
import should from "should";

/** Node-RED's editor in a browser, worked as a person does: with mouse and keyboard. */
export interface Editor {
  readonly page: Page;
  /** Errors and warnings in the console, exceptions that nobody caught, requests that were refused. */
  readonly complaints: readonly string[];
  /** A node on the canvas. */
  node(id: string): Locator;
  /** Whether a node has the red triangle of one that is not set up. */
  isMarkedWrong(id: string): Promise<boolean>;
  /** Drags a node from the palette to a place on the canvas; returns its id. */
  dragFromPalette(type: string, x: number, y: number): Promise<string>;
  /** Draws a wire from one node's output to another's input. */
  wire(from: string, to: string): Promise<void>;
  /** Double-clicks a node and waits for its dialog. */
  openDialog(id: string): Promise<void>;
  /** Chooses what a typed field holds, and types it. */
  fillTyped(property: string, type: string, value: string): Promise<void>;
  /** Waits until the line under a field of the open dialog says this; it follows what is typed a moment later. */
  showsProblem(property: string, problem: string): Promise<void>;
  /** Presses a dialog's button (Done, Add, Update, Cancel), and waits until the dialog is gone. */
  close(
    button: "node-dialog-ok" | "node-dialog-cancel" | "node-config-dialog-ok" | "node-config-dialog-cancel",
  ): Promise<void>;
  /** Presses Deploy and waits until it is done. */
  deploy(): Promise<void>;
  /** Presses the button of an inject node. */
  press(id: string): Promise<void>;
  end(): Promise<void>;
}

/** Opens the editor in a language, as a browser of somebody who reads it would. */
export async function openEditor(browser: Browser, url: string, locale: string): Promise<Editor> {
  const context = await browser.newContext({ locale, viewport: { width: 1400, height: 1000 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/^(error|warning)$/.test(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url);
  await page.locator("#red-ui-palette .red-ui-palette-node").first().waitFor();
  await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });

  const node = (id: string): Locator => page.locator(`[id="${id}"]`);
  const nodeIds = (): Promise<readonly string[]> =>
    page.locator(".red-ui-flow-node-group").evaluateAll((nodes) => nodes.map(({ id }) => id));
  const centre = async (locator: Locator): Promise<readonly [number, number]> => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error("it is not to be seen");
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const drag = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 10 });
    await page.mouse.up();
  };
  const settled = async (): Promise<void> => {
    // Trays slide in and out; a click on a moving one misses.
    await page.locator(".red-ui-tray").last().waitFor();
    await page.waitForTimeout(400);
  };

  return {
    page,
    complaints,
    node,
    isMarkedWrong: (id) =>
      node(id)
        .locator(".red-ui-flow-node-error")
        .evaluate((mark) => !mark.classList.contains("hide")),
    async dragFromPalette(type, x, y) {
      const before = await nodeIds();
      const canvas = await page.locator("#red-ui-workspace-chart").boundingBox();
      const inPalette = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
      await inPalette.scrollIntoViewIfNeeded();
      await drag(await centre(inPalette), [(canvas?.x ?? 0) + x, (canvas?.y ?? 0) + y]);
      const added = (await nodeIds()).find((id) => !before.includes(id));
      if (added === undefined) throw new Error(`${type} did not arrive on the canvas`);
      return added;
    },
    async wire(from, to) {
      const output = node(from).locator(".red-ui-flow-port-output .red-ui-flow-port");
      await drag(await centre(output), await centre(node(to).locator(".red-ui-flow-port-input .red-ui-flow-port")));
    },
    async openDialog(id) {
      await node(id).dblclick();
      await settled();
    },
    async fillTyped(property, type, value) {
      const field = page.locator(`#node-input-${property} + .red-ui-typedInput-container`);
      await field.locator(".red-ui-typedInput-type-select").click();
      await page.locator(`.red-ui-typedInput-options:visible a[value="${type}"]`).click();
      const input = field.locator("input.red-ui-typedInput-input");
      await input.fill(value);
      await input.blur();
    },
    async showsProblem(property, problem) {
      const line = page.locator(`#agora-chat-problem-${property}`);
      const until = Date.now() + 10_000;
      while ((await line.innerText()) !== problem && Date.now() < until) await page.waitForTimeout(20);
      should(await line.innerText()).equal(problem);
    },
    async close(button) {
      await page.locator(`#${button}`).click();
      await page.locator(`#${button}`).waitFor({ state: "detached" });
      await page.waitForTimeout(400);
    },
    async deploy() {
      const deployed = page.waitForResponse(
        (response) => response.request().method() === "POST" && response.url().endsWith("/flows"),
      );
      await page.locator("#red-ui-header-button-deploy").click();
      await deployed;
      await page.locator("#red-ui-header-button-deploy.disabled").waitFor();
    },
    press: (id) => node(id).locator(".red-ui-flow-node-button-button").click(),
    end: () => context.close(),
  };
}
