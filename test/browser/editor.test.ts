import should from "should";
import { catalogueOf } from "../house/catalogue";
import type { Catalogue } from "../house/catalogue";
import type { FlowNode } from "../real/node-red-process";
import { appNode, sendFlow } from "../real/send-flow";
import type { Editor } from "./editor";
import { useEditor } from "./use-editor";

const button: FlowNode = {
  id: "button",
  type: "inject",
  z: "tab",
  name: "soil too dry",
  props: [{ p: "payload" }],
  payload: "Bed 3 is too dry",
  payloadType: "str",
  repeat: "",
  crontab: "",
  once: false,
  x: 140,
  y: 80,
  wires: [[]],
};
const onlyButton: readonly FlowNode[] = [{ id: "tab", type: "tab", label: "Greenhouse" }, button];

/** The fields that each kind of message has of its own. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  txt: ["text"],
  img: ["file", "filename", "size", "restrictAccess"],
  audio: ["file", "filename", "length", "restrictAccess"],
  video: ["file", "filename", "thumbnail", "length", "restrictAccess"],
  file: ["file", "filename", "restrictAccess"],
  loc: ["lat", "lng", "addr"],
  cmd: ["action"],
  custom: ["customEvent", "customExts"],
  any: ["body"],
};

describe("the dialogs in a real browser", function () {
  this.timeout(90_000);
  const { open, emulator } = useEditor();

  for (const language of ["en-US", "zh-CN"]) {
    describe(`in ${language}`, () => {
      const config = catalogueOf(language, "config");
      const send = catalogueOf(language, "send-message");

      it("lead from an empty canvas to a message that arrives", async () => {
        const editor = await open(onlyButton, language);
        const { page, ...ui } = editor;
        const inPalette = page.locator('.red-ui-palette-node[data-palette-type="agora-chat-send-message"]');
        should((await inPalette.innerText()).replace(/\s+/g, "")).containEql(
          text(send, "palette-label").replace(/\s+/g, ""),
        );

        const id = await ui.dragFromPalette("agora-chat-send-message", 420, 80);
        await ui.wire("button", id);
        should(await ui.isMarkedWrong(id)).be.true();

        await ui.openDialog(id);
        await ui.fillTyped("to", "str", "");
        await ui.showsProblem("app", text(config, "invalid.app.missing"));
        await ui.showsProblem("to", text(send, "invalid.to.missing"));
        should(await page.locator("#node-input-app").getAttribute("class")).match(/input-error/);
        await ui.fillTyped("to", "str", "ann, ben");
        await ui.showsProblem("to", "");

        await page.locator("#node-input-btn-app-add").click();
        await page.locator("#node-config-input-host").waitFor();
        await page.waitForTimeout(400);
        await page.locator("#node-config-input-host").fill(emulator.url);
        await page.locator("#node-config-input-appKey").fill("farmco");
        await page.locator("#node-config-input-appKey").blur();
        await ui.showsProblem("appKey", text(config, "invalid.appKey.form"));
        await page.locator("#node-config-input-appKey").fill(emulator.app.appKey);
        await ui.showsProblem("appKey", "");
        await page.locator("#node-config-input-auth").selectOption("secret");
        await page.locator("#node-config-input-clientId").fill(emulator.app.clientId);
        await secret(page, "clientSecret").fill(emulator.app.clientSecret);
        await testConnection(editor);
        should(await states(editor)).eql(["ok", "skipped", "ok", "ok", "ok"]);
        await ui.close("node-config-dialog-ok");
        await ui.close("node-dialog-ok");
        should(await ui.isMarkedWrong(id)).be.false();

        await ui.deploy();
        await ui.press("button");
        await arrived(2);
        should(emulator.messages().map(({ to, body }) => [to, body["msg"]])).eql([
          ["ann", "Bed 3 is too dry"],
          ["ben", "Bed 3 is too dry"],
        ]);
        await ui.node(id).getByText(text(config, "status.sent")).waitFor();
        should(ui.complaints).be.empty();
      });

      it("say which step of the connection fails, and what to do", async () => {
        const editor = await open(onlyButton, language);
        const { page, ...ui } = editor;
        const id = await ui.dragFromPalette("agora-chat-send-message", 420, 80);
        await ui.openDialog(id);
        await page.locator("#node-input-btn-app-add").click();
        await page.locator("#node-config-input-host").waitFor();
        await page.waitForTimeout(400);

        await page.locator("#node-config-input-host").fill("");
        await testConnection(editor);
        should(await states(editor)).eql(["failed", "skipped", "skipped", "skipped", "skipped"]);
        should(await advice(editor)).equal(text(config, "test.reason.no-host"));

        await page.locator("#node-config-input-host").fill(emulator.url);
        await page.locator("#node-config-input-appKey").fill("farmco#elsewhere");
        await page.locator("#node-config-input-auth").selectOption("secret");
        await page.locator("#node-config-input-clientId").fill(emulator.app.clientId);
        await secret(page, "clientSecret").fill("not-the-secret");
        await testConnection(editor);
        should(await states(editor)).eql(["ok", "skipped", "failed", "skipped", "skipped"]);

        await page.locator("#node-config-input-appKey").fill(emulator.app.appKey);
        await testConnection(editor);
        should(await states(editor)).eql(["ok", "skipped", "ok", "failed", "skipped"]);
        should(await advice(editor)).not.match(/^test\.|__\w+__/);

        await secret(page, "clientSecret").fill(emulator.app.clientSecret);
        await testConnection(editor);
        should(await states(editor)).eql(["ok", "skipped", "ok", "ok", "ok"]);
        await ui.close("node-config-dialog-cancel");
        await ui.close("node-dialog-cancel");
        should(ui.complaints).be.empty();
      });

      it("show the fields of the chosen kind of message and no others", async () => {
        const { page, ...ui } = await open(sendFlow(appNode(emulator)), language);
        await ui.openDialog("send");
        await page.locator('details[data-agora-chat-section="options"] > summary').click();
        const own = [...new Set(Object.values(fieldsOf).flat())];
        for (const [messageType, fields] of Object.entries(fieldsOf)) {
          await page.locator("#node-input-messageType").selectOption(messageType);
          const shown: string[] = [];
          for (const field of own) {
            if (await page.locator(`.form-row:has(#node-input-${field})`).isVisible()) shown.push(field);
          }
          should(shown.sort()).eql([...fields].sort(), messageType);
        }
        const labels = await page.locator(".agora-chat-dialog label:visible").allInnerTexts();
        should(labels.map((label) => label.trim())).not.matchAny(/^$|^label\./);
        should(ui.complaints).be.empty();
      });
    });
  }

  it("keep a stored secret for the host that it was stored with", async () => {
    const editor = await open(sendFlow(appNode(emulator)));
    const { page, ...ui } = editor;
    await ui.openDialog("send");
    await page.locator("#node-input-btn-app-edit").click();
    await page.locator("#node-config-input-host").waitFor();
    await page.waitForTimeout(400);
    await testConnection(editor);
    should(await states(editor)).eql(["ok", "skipped", "ok", "ok", "ok"]);

    await page.locator("#node-config-input-host").fill(emulator.url.replace("127.0.0.1", "localhost"));
    emulator.reset();
    await testConnection(editor);
    should((await states(editor))[3]).equal("failed");
    should(emulator.requests()).be.empty();
    should(await page.content()).not.containEql(emulator.app.clientSecret);
  });

  async function arrived(count: number): Promise<void> {
    const until = Date.now() + 5000;
    while (emulator.messages().length < count && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

function text(catalogue: Catalogue, key: string): string {
  const found = catalogue.get(key);
  if (found === undefined) throw new Error(`there is no text ${key}`);
  return found;
}

function secret(page: Editor["page"], name: string): ReturnType<Editor["page"]["locator"]> {
  return page.locator(`.agora-chat-control:has(#node-config-input-${name}) input.red-ui-typedInput-input`);
}

async function testConnection({ page }: Editor): Promise<void> {
  await page.locator(".agora-chat-test button").click();
  await page.locator(".agora-chat-advice[data-state]:not(:empty)").waitFor();
  await page.locator('.agora-chat-test button[aria-busy="false"]').waitFor();
}

function states({ page }: Editor): Promise<readonly (string | undefined)[]> {
  return page.locator(".agora-chat-steps li").evaluateAll((items) => items.map((item) => item.dataset["state"]));
}

function advice({ page }: Editor): Promise<string> {
  return page.locator(".agora-chat-advice").innerText();
}
