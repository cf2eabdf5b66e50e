import { readdirSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { catalogueOf } from "../house/catalogue";
import { root, textOf } from "../house/checkout";
import { helpParts } from "../house/help-parts";
import { appNode, sendFlow } from "../real/send-flow";
import { shownHelp } from "./shown-help";
import { useEditor } from "./use-editor";

const sets = Object.keys(packageJson["node-red"].nodes);
const languages = readdirSync(join(root, "locales"));

/** What languages tell apart, if they tell numbers apart at all: Spanish has a form for millions, Russian one for 2. */
const numbers = [0, 1, 2, 5, 21, 1_000_000];

describe("the palette in every language of Node-RED, in a real browser", function () {
  this.timeout(60_000);
  const { open, emulator } = useEditor();

  for (const language of languages) {
    it(`shows a dialog, the help and every plural in ${language}`, async () => {
      const { page, ...ui } = await open(sendFlow(appNode(emulator)), language);
      const own = catalogueOf(language, "send-message");

      await ui.openDialog("send");
      const labels = (await page.locator(".agora-chat-dialog label").allInnerTexts()).map((text) => text.trim());
      for (const key of ["label.name", "label.app", "label.to"]) should(labels).containEql(own.get(key));
      await ui.close("node-dialog-cancel");

      await page.evaluate("RED.sidebar.help.show('agora-chat-send-message')");
      const help = page.locator(".red-ui-help .red-ui-help-info-content:visible, .red-ui-sidebar-help-stack:visible");
      await help.first().waitFor();
      const [begins = ""] = textOf(`locales/${language}/send-message.md`).split("\n");
      should(await help.first().innerText()).containEql(begins);
      for (const set of sets) {
        should(await shownHelp(page, set)).eql(helpParts(textOf(`locales/${language}/${set}.md`)), set);
        should(await page.locator(".red-ui-help:visible").first().evaluate(hiddenToTheRight)).equal(0, set);
      }

      for (const [key, forms] of countedTexts(language)) {
        for (const count of numbers) {
          const shown = await page.evaluate(`RED._("${packageJson.name}/config:${key}", { count: ${count} })`);
          const form = forms.get(`${key}_${new Intl.PluralRules(language).select(count)}`) ?? forms.get(key);
          should(shown).equal(form?.replace("__count__", String(count)), `${key} for ${count}`);
        }
      }
      should(ui.complaints).be.empty();
    });
  }
});

/** How much of a page nobody sees without moving it sideways, pixels. */
function hiddenToTheRight(element: Element): number {
  return element.scrollWidth - element.clientWidth;
}

/** The texts that are asked for with a number, each with its forms by their full keys. */
function countedTexts(language: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const counted = [...catalogueOf("en-US", "config")].filter(([, text]) => text.includes("__count__"));
  should(counted).not.be.empty();
  return new Map(
    counted.map(([key]) => [
      key,
      new Map([...catalogueOf(language, "config")].filter(([own]) => own === key || own.startsWith(`${key}_`))),
    ]),
  );
}
