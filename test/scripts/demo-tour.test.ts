import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import should from "should";
import { demoTourHash, demoTourSettings } from "../../scripts/demo-tour";
import texts from "../../scripts/demo-tour-texts.json";
import { launchBrowser } from "../browser/browser";
import { demoFlows, exampleOf } from "../examples/example-files";
import { root } from "../house/checkout";
import { startNodeRedProcess } from "../real/node-red-process";
import type { NodeRedProcess } from "../real/node-red-process";
import { nodeRed4, nodeRed5 } from "../real/runtimes";

const { action, ...steps } = texts;
const titles = Object.values(steps).map(({ title }) => title);
const flows = [exampleOf("Send messages"), ...demoFlows].flatMap(({ nodes }) => nodes);

describe("the texts of the demo's tour", () => {
  it("are there in every language of the palette", () => {
    const languages = readdirSync(join(root, "locales")).sort();
    for (const text of [action, ...Object.values(steps).flatMap(({ title, description }) => [title, description])]) {
      should(Object.keys(text).sort()).eql(languages);
      for (const words of Object.values(text)) should(words).not.equal("");
    }
  });
});

for (const [version, runtime] of [
  ["4.1", () => Promise.resolve(nodeRed4)],
  ["5.0", nodeRed5],
] as const) {
  describe(`the demo's tour in Node-RED ${version}, in a real browser`, function () {
    this.timeout(90_000);
    let browser: Browser | undefined;
    let nodeRed: NodeRedProcess | undefined;
    const folder = mkdtempSync(join(tmpdir(), "demo-tour-"));

    before(async function () {
      browser = await launchBrowser(this);
      this.timeout(240_000);
      nodeRed = await startNodeRedProcess({ runtime: await runtime(), settings: demoTourSettings(folder), flows });
    });

    after(async () => {
      await browser?.close();
      await nodeRed?.stop();
      rmSync(folder, { recursive: true });
    });

    async function open(address: string, locale: "en-US" | "zh-CN"): Promise<[Page, string[]]> {
      const context = await browser?.newContext({ locale, viewport: { width: 1400, height: 900 } });
      const page = await context?.newPage();
      if (page === undefined || nodeRed === undefined) throw new Error("there is no editor");
      const complaints: string[] = [];
      page.on("pageerror", ({ message }) => complaints.push(message));
      await page.goto(nodeRed.url() + address);
      await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
      return [page, complaints];
    }

    /** Presses Next until the tour ends; returns the titles on the way. */
    async function goThrough(page: Page): Promise<readonly string[]> {
      const popover = page.locator(".red-ui-tourGuide-popover");
      const found: string[] = [];
      for (let count = 1; count <= titles.length; count += 1) {
        await popover.locator("small", { hasText: `${count}/${titles.length}` }).waitFor();
        found.push(await popover.locator("h2").innerText());
        const box = await popover.boundingBox();
        should(box?.x).be.aboveOrEqual(0);
        should((box?.y ?? 0) + (box?.height ?? 0)).be.belowOrEqual(900);
        // Node-RED looks at where the popover is 100 ms after a step has begun, even if the tour has ended meanwhile.
        await page.waitForTimeout(250);
        await popover.locator(".red-ui-tourGuide-toolbar button").click();
      }
      await popover.waitFor({ state: "detached" });
      return found;
    }

    for (const locale of ["en-US", "zh-CN"] as const) {
      it(`begins at its address, and goes through all steps in ${locale}`, async () => {
        const [page, complaints] = await open(`/${demoTourHash}`, locale);
        should(await goThrough(page)).eql(titles.map((title) => title[locale]));
        should(complaints).be.empty();
        await page.context().close();
      });
    }

    it("begins nowhere else before somebody asks for it in the list of actions", async () => {
      const [page, complaints] = await open("/", "en-US");
      await page.waitForTimeout(2_000);
      should(await page.locator(".red-ui-tourGuide-popover").count()).equal(0);
      await page.evaluate('RED.actions.invoke("core:show-action-list")');
      await page.keyboard.type("tour of the demo");
      await page.locator(".red-ui-search-result", { hasText: action["en-US"] }).first().waitFor();
      await page.keyboard.press("Enter");
      should(await goThrough(page)).have.length(titles.length);
      should(complaints).be.empty();
      await page.context().close();
    });

    it("leaves out a node that is no longer there", async () => {
      const [page, complaints] = await open("/", "en-US");
      const id = flows.find(({ name }) => name === "when sending fails")?.id ?? "";
      await page.locator(`[id="${id}"]`).waitFor();
      await page.evaluate(`RED.nodes.remove("${id}"); RED.view.redraw(true)`);
      await page.evaluate('RED.actions.invoke("agora-chat:show-the-tour-of-the-demo")');
      await page.locator(".red-ui-tourGuide-popover small", { hasText: `1/${titles.length - 1}` }).waitFor();
      should(complaints).be.empty();
      await page.context().close();
    });
  });
}
