import type { Page } from "playwright-core";
import type { HelpParts } from "../house/help-parts";

/** The help of a node as Node-RED's sidebar shows it, taken apart as its source can be. */
export async function shownHelp(page: Page, set: string): Promise<HelpParts> {
  await page.evaluate(`RED.sidebar.help.show("agora-chat-${set}")`);
  const help = page.locator(".red-ui-help:visible");
  // Node-RED makes headings links to fold by, and the titles of outputs paragraphs, which it shows inline.
  const links = help.locator("a:not(.red-ui-help-info-header)");
  return {
    outline: await help.locator("p:not(li > p), h3, h4, li, dt, tr").evaluateAll((elements) =>
      elements.map((element) => {
        const [first] = element.childNodes;
        const name = first?.nodeName === "EM" ? `*${first.textContent}*` : first?.textContent;
        if (element.localName === "dt") return `dt ${name ?? ""}`;
        if (element.localName === "tr") return `tr of ${element.childElementCount}`;
        return element.localName === "li" ? `${element.parentElement?.localName ?? ""} li` : element.localName;
      }),
    ),
    headings: await help.locator("h3, h4").allTextContents(),
    codes: await help.locator("code").allTextContents(),
    addresses: await links.evaluateAll((elements) => elements.map((element) => element.getAttribute("href") ?? "")),
  };
}
