import type { Browser, Page } from "playwright-core";
import should from "should";
import { dialogFlow, readDefaults } from "../../scripts/dialog-flow";
import { dialogScenes, sceneEnvironment } from "../../scripts/dialog-scenes";
import { axeProblems, closeScene, openScene, ownPart } from "../../scripts/visit-dialog";
import { startNodeRedProcess } from "../real/node-red-process";
import type { NodeRedProcess } from "../real/node-red-process";
import { launchBrowser } from "./browser";
import { openEditor } from "./editor";
import { until } from "./until";

/** Every kind of field, and every problem; `npm run dialogs` looks at all scenes. */
const richest = [
  "config-environment",
  "config-disk",
  "config-invalid",
  "config-test-failed",
  "send-message-unfolded",
  "send-message-video",
  "send-message-invalid",
  "upload-file-invalid",
  "download-file-invalid",
  "history-invalid",
  "recall-invalid",
  "import-invalid",
  "delete-conversation",
  "receive-invalid",
  "respond-open",
];

/** What the Tab key should stop at, from top to bottom. */
const stops = `${ownPart} :is(input, select, textarea, button, a[href], summary):not([tabindex="-1"]):not(:disabled):visible`;

describe("the dialogs with a keyboard and a screen reader, in a real browser", function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let nodeRed: NodeRedProcess | undefined;
  let page: Page | undefined;

  before(async function () {
    browser = await launchBrowser(this);
    this.timeout(240_000);
    nodeRed = await startNodeRedProcess({ env: sceneEnvironment });
    const editor = await openEditor(browser, nodeRed.url(), "en-US");
    const sets = [...new Set(dialogScenes.map(({ set }) => set))];
    await nodeRed.deploy(dialogFlow(dialogScenes, await readDefaults(editor.page, sets)));
    await editor.end();
    ({ page } = await openEditor(browser, nodeRed.url(), "en-US"));
  });

  after(async () => {
    await browser?.close();
    await nodeRed?.stop();
  });

  it("are all looked at", () => {
    const scenes = dialogScenes.filter(({ name }) => richest.includes(name));
    should(scenes).have.length(richest.length);
    should(new Set(scenes.map(({ set }) => set))).eql(new Set(dialogScenes.map(({ set }) => set)));
  });

  for (const name of richest) {
    it(`give axe-core nothing to complain about in ${name}`, async () => {
      await inDialog(name, async (page) => {
        const problems = await axeProblems(page);
        should(problems.map(({ rule, html, why }) => `${rule}: ${html}: ${why}`)).be.empty();
      });
    });
  }

  for (const name of ["config-redis", "history-batch", "receive-decide"]) {
    it(`let Tab stop at everything in ${name}, from top to bottom, where it can be seen`, async () => {
      await inDialog(name, async (page) => {
        const wanted = page.locator(stops);
        const count = await wanted.count();
        should(count).be.above(5);
        await wanted.first().focus();
        for (let place = 0; place < count; place += 1) {
          const stop = wanted.nth(place);
          const html = await stop.evaluate((element) => element.outerHTML.slice(0, 200));
          should(await stop.evaluate((element) => element === document.activeElement)).be.true(html);
          const focused = await stop.evaluate(look);
          await page.keyboard.press("Tab");
          should(focused).not.equal(await stop.evaluate(look), `nothing shows that the focus is at ${html}`);
        }
      });
    });
  }

  it("fold and unfold sections with Enter and Space, and say so", async () => {
    await inDialog("config", async (page) => {
      const summary = page.locator(`${ownPart} summary`).first();
      await summary.focus();
      should(await expanded(page, "Limits of your plan")).be.false();
      for (const [key, isOpen] of [
        ["Enter", true],
        ["Space", false],
        ["Space", true],
        ["Enter", false],
      ] as const) {
        await page.keyboard.press(key);
        await until(async () => (await expanded(page, "Limits of your plan")) === isOpen);
        should(await page.locator("#node-config-input-callsPerSecond").isVisible()).equal(isOpen);
      }
    });
  });

  it("bind every label to a field that is there", async () => {
    for (const name of ["config-redis", "history-batch", "receive-decide", "send-message-unfolded", "respond-open"]) {
      await inDialog(name, async (page) => {
        const labels = page.locator(`${ownPart} label:visible`);
        should(await labels.count()).be.above(2);
        const stray = await labels.evaluateAll((all) =>
          (all as HTMLLabelElement[])
            .filter((label) => {
              const field = label.control ?? document.querySelector(`[aria-labelledby~="${label.id}"]`);
              return label.id === "" && field === null ? true : field?.getClientRects().length === 0;
            })
            .map((label) => label.outerHTML),
        );
        should(stray).be.empty();
      });
    }
  });

  it("tie each problem to its field", async () => {
    for (const name of ["config-invalid", "history-invalid", "receive-invalid", "upload-file-invalid"]) {
      await inDialog(name, async (page) => {
        const problems = page.locator(`${ownPart} .agora-chat-problem:visible:not(:empty)`);
        should(await problems.count()).be.above(2);
        const loose = await problems.evaluateAll((all) =>
          all
            .filter(({ id }) => {
              const field = document.querySelector(
                `[aria-describedby~="${id}"]:is([aria-invalid="true"], [role="group"])`,
              );
              return field === null || field.getClientRects().length === 0;
            })
            .map(({ id }) => id),
        );
        should(loose).be.empty();
      });
    }
  });

  it("show the variable of a stored secret in place of asterisks, and say that it is not set", async () => {
    await inDialog("config-environment", async (page) => {
      const control = page.locator(`${ownPart} .agora-chat-control:has(#node-config-input-clientSecret)`);
      await control.getByText("${CHAT_CLIENT_SECRET}").waitFor();
      should(await control.locator('[role="status"]').innerText()).match(/CHAT_CLIENT_SECRET is not set/);
      const clientId = page.locator(`${ownPart} .agora-chat-control:has(#node-config-input-clientId)`);
      should(await clientId.locator('[role="status"]').isVisible()).be.false();

      await control.getByRole("button", { name: "Replace the stored secret" }).click();
      const field = control.getByRole("textbox", { name: "Client secret" });
      should(await field.inputValue()).equal("${CHAT_CLIENT_SECRET}");
      should(await field.getAttribute("type")).equal("text");
      await field.fill("${CHAT_CLIENT_SECRET");
      should(await field.getAttribute("type")).equal("password");
      await field.fill("${CHAT_CLIENT_ID}");
      await field.blur();
      await control.locator('[role="status"]').waitFor({ state: "hidden" });
    });
  });

  it("say aloud how the test of the connection went, and what became of the outbox", async () => {
    await inDialog("config-test-failed", async (page) => {
      const advice = page.locator(`${ownPart} .agora-chat-test [role="status"][aria-live="polite"] .agora-chat-advice`);
      should(await advice.innerText()).match(/refused the sign-in/);
    });
    await inDialog("config-disk", async (page) => {
      const live = await page.locator(`${ownPart} .agora-chat-outbox [aria-live="polite"]`).allTextContents();
      should(live.join(" ")).match(/Waiting: 1234/);
    });
  });

  async function inDialog(name: string, work: (page: Page) => Promise<void>): Promise<void> {
    const scene = dialogScenes.find((each) => each.name === name);
    if (page === undefined || scene === undefined) throw new Error(`there is no ${name}`);
    await openScene(page, scene);
    try {
      await work(page);
    } finally {
      await closeScene(page, scene);
    }
  }
});

/** What a focus may change, of a field and of the box that Node-RED draws around some. */
function look(element: Element): string {
  const boxes = [element, element.closest(".red-ui-typedInput-container"), element.closest("label")];
  return boxes
    .map((box) => {
      if (box === null) return "";
      const { outlineStyle, outlineWidth, outlineColor, borderColor, boxShadow } = getComputedStyle(box);
      return [outlineStyle === "none" ? "" : outlineWidth + outlineColor, borderColor, boxShadow].join();
    })
    .join(" ");
}

/** Whether a section is open, as a screen reader hears it. */
async function expanded(page: Page, name: string): Promise<boolean | undefined> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const found = nodes.find((node) => node.role?.value === "DisclosureTriangle" && node.name?.value === name);
    return found?.properties?.find((property) => property.name === "expanded")?.value.value as boolean | undefined;
  } finally {
    await session.detach();
  }
}
