/**
 * `npx tsx scripts/screenshots.ts`: makes the pictures of the README anew, in `docs/`, from the built palette, the example
 * flow and the emulator as they are.
 */
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { createEmulator } from "../src/emulator/emulator";
import { callbackSecretVariable, demoCallbacks } from "./demo-callbacks";
import { prepareUserDirectory } from "./demo-flow";
import { launchChromium } from "./launch-chromium";
import { startNodeRed } from "./start-node-red";

const root = join(__dirname, "..");
const docs = join(root, "docs");
const userDir = join(root, ".cache", "screenshots");

/** Whoever reads the README on a slow line should not wait for its pictures. */
const mostBytes = 120_000;

/** The languages of the README, what its pictures are called in each, and what the preview of a message shows. */
const languages = [
  { locale: "en-US", suffix: "", alarm: "Bed 3 is too dry: 12 %. The pump is on." },
  { locale: "zh-CN", suffix: ".zh-CN", alarm: "3 号苗床太干了：湿度 12%，水泵已启动。" },
] as const;

void main();

async function main(): Promise<void> {
  const ends: (() => Promise<void>)[] = [];
  try {
    mkdirSync(docs, { recursive: true });
    rmSync(userDir, { recursive: true, force: true });
    // The port that the README names, so that the pictures show it, too.
    const emulator = createEmulator({ port: 8790, pageFolder: join(root, "dist", "emulator-page") });
    await emulator.start();
    ends.unshift(() => emulator.stop());
    const { receivers } = prepareUserDirectory(userDir, emulator.app, emulator.url);
    const secret = "farmco-greenhouse-callbacks";
    // The usual port, because the address that the dialog shows begins with it.
    const nodeRed = await startNodeRed({ userDir, port: 1880, env: { [callbackSecretVariable]: secret } });
    ends.unshift(() => nodeRed.stop());
    emulator.setCallbacks(demoCallbacks(receivers, nodeRed.url, secret));
    const browser = await launchChromium();
    ends.unshift(() => browser.close());
    for (const language of languages) {
      emulator.reset();
      await startFlowsAnew(nodeRed.url);
      await takePictures(browser, { ...language, editor: nodeRed.url, chat: emulator.url });
    }
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    for (const end of ends) await end();
  }
}

/** So that no node shows what it did for the pictures before, in the words of the server. */
async function startFlowsAnew(editor: string): Promise<void> {
  const headers = { "Node-RED-Deployment-Type": "reload", "Content-Type": "application/json" };
  const { status } = await fetch(`${editor}/flows`, { method: "POST", headers, body: "{}" });
  if (status !== 204) throw new Error(`The flows did not start again: ${status}.`);
}

interface Places {
  readonly locale: string;
  readonly suffix: string;
  readonly alarm: string;
  readonly editor: string;
  readonly chat: string;
}

async function takePictures(browser: Browser, { locale, suffix, alarm, editor, chat }: Places): Promise<void> {
  const context = await browser.newContext({ locale, viewport: { width: 1240, height: 700 }, reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    await page.goto(editor);
    await page.locator(".red-ui-flow-node").first().waitFor();

    await press(page, "soil too dry");
    await press(page, "picture of bed 3");
    await page.locator(".red-ui-debug-msg").nth(2).waitFor({ state: "attached" });

    await page.evaluate("RED.menu.setSelected('menu-item-sidebar', false)");
    await page.locator("#red-ui-palette-search input").pressSequentially("agora");
    // It says what was injected, in front of everything.
    await page.locator(".red-ui-notification").first().waitFor({ state: "detached" });
    await flowNode(page, "Tell Ann and Ben").dblclick();
    await page.locator("#node-input-messageType").waitFor();
    // What the flow fills in, the preview can only name.
    await page.evaluate(
      `$("#node-input-text").typedInput("type", "str").typedInput("value", ${JSON.stringify(alarm)})`,
    );
    await page.locator(".agora-chat-phone").getByText(alarm).waitFor();
    await picture(page, `send-message${suffix}.png`);
    await page.locator("#node-dialog-cancel").click();

    await page.evaluate(`RED.workspaces.show("${idOf("Conversation")}")`);
    await flowNode(page, "Hear what is said").dblclick();
    await page.locator("#node-input-path").waitFor();
    // Opening it has moved the flow.
    await page.evaluate("document.getElementById('red-ui-workspace-chart').scrollTo(0, 0)");
    await picture(page, `receive${suffix}.png`);

    await page.setViewportSize({ width: 1000, height: 660 });
    await page.goto(chat);
    await page.locator('[data-conversation="users/ann"]').click();
    await picture(page, `emulator${suffix}.jpg`);

    for (const words of ["/status", "Thank you!"]) {
      const shown = await page.locator("li.row").count();
      await write(page, words);
      // And what the flow answers.
      await page
        .locator("li.row")
        .nth(shown + 1)
        .waitFor();
    }
    await write(page, "Who has weedkiller?");
    await page.locator(".composer-trouble").filter({ hasText: "weedkiller" }).waitFor();
    await picture(page, `conversation${suffix}.jpg`);
  } finally {
    await context.close();
  }
}

/** Writes on the emulator's page, as the user whose phone is shown. */
async function write(page: Page, words: string): Promise<void> {
  await page.locator(".composer textarea").fill(words);
  await page.keyboard.press("Enter");
}

/** Presses an inject node's button. */
async function press(page: Page, name: string): Promise<void> {
  await flowNode(page, name).locator(".red-ui-flow-node-button-button").click();
}

function flowNode(page: Page, name: string): ReturnType<Page["locator"]> {
  return page.locator(`[id="${idOf(name)}"]`);
}

function idOf(name: string): string {
  const flow = JSON.parse(readFileSync(join(userDir, "flows.json"), "utf8")) as readonly FlowNode[];
  const found = flow.find((node) => (node.name ?? node.label) === name && node.type !== "comment");
  if (found === undefined) throw new Error(`The example flow has no node "${name}".`);
  return found.id;
}

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  /** Of a tab. */
  readonly label?: string;
}

async function picture(page: Page, name: string): Promise<void> {
  const path = join(docs, name);
  // What slides or fades in should be there.
  await page.waitForTimeout(1_000);
  // Of a page with photographs and gradients, a JPEG is a third of a PNG; letters and lines are sharper in a PNG.
  await page.screenshot(name.endsWith(".jpg") ? { path, type: "jpeg", quality: 85 } : { path, type: "png" });
  const { size } = statSync(path);
  console.log(`docs/${name}: ${size} bytes`);
  if (size > mostBytes) throw new Error(`docs/${name} has more than ${mostBytes} bytes.`);
}
