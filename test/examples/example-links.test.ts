import type { Browser } from "playwright-core";
import should from "should";
import packageJson from "../../package.json";
import { launchBrowser } from "../browser/browser";
import { openEditor } from "../browser/editor";
import { filesBelow, textOf } from "../house/checkout";
import { startNodeRedProcess } from "../real/node-red-process";
import type { NodeRedProcess } from "../real/node-red-process";
import { nodeRed4, nodeRed5 } from "../real/runtimes";
import { examples } from "./example-files";

const sets = Object.keys(packageJson["node-red"].nodes);
const link = 'a[href="#agora-chat-examples"]';

describe("the help", () => {
  for (const path of filesBelow("locales").filter((each) => each.endsWith(".md"))) {
    it(`in ${path} names examples that there are, behind one link to them`, () => {
      const paragraphs = textOf(path)
        .split("\n\n")
        .filter((paragraph) => paragraph.includes("](#agora-chat-examples)"));
      should(paragraphs).have.length(1);
      const named = examples.filter(({ title }) => paragraphs[0]?.includes(title));
      should(named).not.be.empty();
      const set = path.replace(/^.*\/(.*)\.md$/, "$1");
      const shown = named.filter(({ nodes }) => nodes.some(({ type }) => type === `agora-chat-${set}`));
      should(named.map(({ title }) => title)).eql(shown.map(({ title }) => title));
      should(textOf(path).split("#agora-chat-examples")).have.length(2);
    });
  }
});

for (const [version, runtime] of [
  ["4.1", () => Promise.resolve(nodeRed4)],
  ["5.0", nodeRed5],
] as const) {
  describe(`the link to the examples in Node-RED ${version}, in a real browser`, function () {
    this.timeout(60_000);
    let browser: Browser | undefined;
    let nodeRed: NodeRedProcess | undefined;

    before(async function () {
      browser = await launchBrowser(this);
      this.timeout(240_000);
      nodeRed = await startNodeRedProcess({ runtime: await runtime() });
    });

    after(async () => {
      await browser?.close();
      await nodeRed?.stop();
    });

    it("opens Node-RED's own dialog of them from the help of every node, with mouse and keyboard", async () => {
      if (browser === undefined || nodeRed === undefined) throw new Error("there is no editor");
      const editor = await openEditor(browser, nodeRed.url(), "en-US");
      const { page } = editor;
      const dialog = page.locator("#red-ui-clipboard-dialog-import-tab-examples");
      const address = page.url();
      for (const [index, set] of sets.entries()) {
        await page.evaluate(`RED.sidebar.help.show("agora-chat-${set}")`);
        const help = page.locator(`.red-ui-help ${link}`);
        if (index % 2 === 0) await help.click();
        else await help.press("Enter");
        await dialog.getByText(packageJson.name).waitFor();
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "hidden" });
      }
      should(page.url()).equal(address);
      should(editor.complaints).be.empty();
      await editor.end();
    });
  });
}
