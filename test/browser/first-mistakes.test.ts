import type { Page } from "playwright-core";
import should from "should";
import type { FlowNode } from "../real/node-red-process";
import { appNode, sendFlow } from "../real/send-flow";
import { catalogueOf } from "../house/catalogue";
import type { Editor } from "./editor";
import { useEditor } from "./use-editor";

const shared = catalogueOf("en-US", "config");
const sending = catalogueOf("en-US", "send-message");

describe("what somebody new is told in the dialogs, in a real browser", function () {
  this.timeout(60_000);
  const { emulator, open } = useEditor();

  it("says where the recipients come from, until they are written in the dialog", async () => {
    const { page, ...ui } = await open(sendFlow(appNode(emulator)));
    await ui.openDialog("send");
    const hint = page.getByText(sending.get("hint.to") ?? "", { exact: true });
    should(await hint.isVisible()).be.true();
    await ui.fillTyped("to", "str", "ann");
    await hint.waitFor({ state: "hidden" });
    await ui.fillTyped("to", "msg", "to");
    await hint.waitFor({ state: "visible" });
    should(ui.complaints).be.empty();
  });

  it("tells a service that does not encrypt from one that nobody trusts", async () => {
    const editor = await open(sendFlow(appNode(emulator)));
    const { page, complaints } = editor;
    await openApp(editor, "add");
    const host = new URL(emulator.url).host;
    await page.locator("#node-config-input-host").fill(host);
    await page.locator("#node-config-input-appKey").fill(emulator.app.appKey);
    await page.locator("#node-config-input-auth").selectOption("secret");
    await page.locator("#node-config-input-clientId").fill("somebody");
    await page.locator("#node-config-input-clientSecret-value").fill("secret");
    should(await advice(page)).equal(shared.get("test.reason.not-encrypted")?.replace("__host__", host));
    should(complaints).be.empty();
  });

  it("speaks of a ready-made token as such when it is refused", async () => {
    const editor = await open(sendFlow(appNode(emulator, { auth: "token" }, { token: "not-a-token" })));
    const { page, complaints } = editor;
    await openApp(editor);
    const [, end = ""] = (shared.get("test.reason.ready-token-refused") ?? "").split("__description__");
    should(await advice(page)).endWith(end);
    should(end).match(/new one/);
    should(complaints).be.empty();
  });

  it("says inside of a subflow that its apps are those of its instances", async () => {
    const editor = await open(inSubflow(emulator.url, emulator.app.appKey));
    const { page, complaints } = editor;
    await page.evaluate('RED.workspaces.show("subflow")');
    await page.waitForTimeout(400);
    await openApp(editor);
    should(await advice(page)).equal(shared.get("test.reason.secret-in-subflow"));
    const panel = page.locator(".agora-chat-outbox .agora-chat-hint");
    should(await panel.allTextContents()).eql([shared.get("outbox.in-subflow")]);
    should(complaints).be.empty();
  });

  it("takes the first press of a button that a new line pushes down as the field above is left", async () => {
    const editor = await open(sendFlow(appNode(emulator)));
    const { page, complaints } = editor;
    await openApp(editor, "add");
    await page.locator("#node-config-input-appKey").fill("no app key");
    await page.locator("#node-config-input-host").fill("");
    // As long as a hand takes: the button is let go where it was pressed.
    await page.locator(".agora-chat-test button").click({ delay: 150 });
    await page.locator(".agora-chat-test .agora-chat-advice[data-state]:not(:empty)").waitFor();
    should(await page.locator("#agora-chat-problem-host").innerText()).equal(shared.get("invalid.host.missing"));
    should(complaints).be.empty();
  });

  it("shows a section that is opened at the lower edge of the dialog", async () => {
    const editor = await open(sendFlow(appNode(emulator)));
    const { page, complaints } = editor;
    await page.setViewportSize({ width: 1400, height: 900 });
    await openApp(editor, "add");
    const section = page.locator('details[data-agora-chat-section="retry"]');
    const last = section.locator(".form-row").last();
    should(await isWithin(page, last)).be.false();
    await section.locator("> summary").click();
    await page.waitForTimeout(300);
    should(await isWithin(page, last)).be.true();
    should(complaints).be.empty();
  });
});

async function openApp(editor: Editor, button: "add" | "edit" = "edit"): Promise<void> {
  const { page } = editor;
  await editor.openDialog("send");
  await page.locator(`#node-input-btn-app-${button}`).click();
  await page.locator("#node-config-input-host").waitFor();
  await page.waitForTimeout(400);
}

async function advice(page: Page): Promise<string> {
  await page.locator(".agora-chat-test button").click();
  const shown = page.locator(".agora-chat-test .agora-chat-advice[data-state]:not(:empty)");
  await shown.waitFor();
  return shown.innerText();
}

/** Whether somebody sees all of an element, without moving what the dialog shows. */
async function isWithin(page: Page, element: ReturnType<Page["locator"]>): Promise<boolean> {
  const tray = await page.locator(".red-ui-tray").last().locator(".red-ui-tray-body").boundingBox();
  const box = await element.boundingBox();
  if (tray === null || box === null) return false;
  return box.y >= tray.y && box.y + box.height <= tray.y + tray.height;
}

/** An app and a node inside of a subflow, with the secret in a variable of each instance. */
function inSubflow(host: string, appKey: string): readonly FlowNode[] {
  const port = (x: number): object => ({ x, y: 80, wires: [{ id: "send" }] });
  const env = [{ name: "SECRET", type: "cred" }];
  return [
    { id: "tab", type: "tab", label: "Tab" },
    { id: "subflow", type: "subflow", name: "tell", in: [port(40)], out: [], env, info: "", meta: {} },
    {
      ...{ id: "app", type: "agora-chat-config", z: "subflow", name: "", platform: "agora", dialect: "current" },
      ...{ host, appKey, auth: "secret", timeout: 30, retry: "never", version: 1 },
      credentials: { clientId: "somebody", clientSecret: "${SECRET}" },
    },
    {
      ...{
        id: "send",
        type: "agora-chat-send-message",
        z: "subflow",
        x: 200,
        y: 80,
        wires: [[]],
        name: "",
        app: "app",
      },
      ...{ chatType: "users", chatTypeType: "pick", to: "to", toType: "msg", messageType: "txt", version: 1 },
      ...{ text: "payload", textType: "msg" },
    },
    { id: "instance", type: "subflow:subflow", z: "tab", x: 200, y: 80, wires: [], env: [] },
  ];
}
