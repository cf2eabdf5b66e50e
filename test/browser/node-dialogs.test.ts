import should from "should";
import { catalogueOf } from "../house/catalogue";
import type { Editor } from "./editor";
import { editorApp } from "./editor-app";
import { useEditor } from "./use-editor";

/** The nodes beside send message, as a flow holds them, and what each says on the canvas. */
const nodes: Readonly<Record<string, { readonly saved: Readonly<Record<string, unknown>>; readonly label: string }>> = {
  "upload-file": { saved: { file: "/data/leaf.png", fileType: "str" }, label: "upload /data/leaf.png" },
  "download-file": { saved: { file: "payload", fileType: "msg", saveTo: "buffer" }, label: "download" },
  history: {
    saved: { start: "2025100907", startType: "str", end: "", endType: "str", output: "message", batchSize: 500 },
    label: "history → 2025100907",
  },
  recall: { saved: { messages: "payload", messagesType: "msg", chatType: "users" }, label: "recall" },
  import: { saved: { records: "payload", recordsType: "msg", chatType: "chatgroups" }, label: "import → groups" },
  "delete-conversation": {
    saved: { user: "alice", userType: "str", chatType: "chat", channel: "ben", channelType: "str" },
    label: "delete chat → ben",
  },
  receive: {
    saved: { path: "chat", mode: "notify", fallback: "allow", decideWithin: 150, clockWindow: 5, events: ["chat"] },
    label: "receive /chat",
  },
  respond: {
    saved: { allow: "true", allowType: "bool", code: "", codeType: "str", body: "", bodyType: "str" },
    label: "respond: allow",
  },
};
const sets = Object.keys(nodes);

/** Those that speak to the service themselves; the others are called by it. */
const setsWithApp = sets.filter((set) => catalogueOf("en-US", set).has("label.app"));

describe("the dialogs of files, history, callbacks and the rest in a real browser", function () {
  this.timeout(90_000);
  const { open: openFlow, savedNode, emulator } = useEditor();

  for (const language of ["en-US", "zh-CN"]) {
    it(`are worded wholly in ${language}, and name every field`, async () => {
      const editor = await open(language);
      const { page, ...ui } = editor;
      for (const set of sets) {
        await ui.openDialog(set);
        should(await page.locator(".agora-chat-problem:not(:empty)").allInnerTexts()).be.empty();
        await unfold(editor);
        const texts = await page
          .locator(
            ".agora-chat-dialog :is(label, summary, option, .agora-chat-hint:visible, .agora-chat-amount > span)",
          )
          .allInnerTexts();
        should(texts.map((text) => text.trim())).not.matchAny(
          /^$|^(label|hint|option|section|unit|placeholder)\./,
          set,
        );
        should(texts.map((text) => text.trim())).containEql(catalogueOf(language, set).get("label.name"));
        should(await namelessFields(editor)).be.empty();
        await ui.close("node-dialog-cancel");
      }
      should(ui.complaints).be.empty();
    });
  }

  it("say on the canvas what each node does", async () => {
    const editor = await open();
    for (const set of sets) {
      const label = (await editor.node(set).locator(".red-ui-flow-node-label").textContent())
        ?.replace(/\s+/g, " ")
        .trim();
      should(label).equal(nodes[set]?.label);
    }
  });

  it("have the chat app chosen already where there is only one, and leave a choice alone", async () => {
    const { page, ...ui } = await open();
    for (const set of ["send-message", ...setsWithApp]) {
      const id = await ui.dragFromPalette(`agora-chat-${set}`, 620, 80);
      await ui.openDialog(id);
      should(await page.locator("#node-input-app").inputValue()).equal("app", set);
      await ui.close("node-dialog-cancel");
      await page.keyboard.press("Delete");
    }

    await page.evaluate('RED.nodes.add({ ...RED.nodes.node("app"), id: "other", name: "Other" })');
    const id = await ui.dragFromPalette("agora-chat-recall", 620, 80);
    await ui.openDialog(id);
    should(await page.locator("#node-input-app").inputValue()).equal("_ADD_");
  });

  it("let a screen reader say each field's problem and the hint that is to be seen", async () => {
    const editor = await open();
    const { page, ...ui } = editor;
    await ui.openDialog("delete-conversation");
    for (const [chatType, hint] of [
      ["groupchat", text("delete-conversation", "hint.channel.groupchat")],
      ["chat", text("delete-conversation", "hint.channel.chat")],
    ] as const) {
      await page.locator("#node-input-chatType").selectOption(chatType);
      await ui.fillTyped("channel", "str", "");
      await ui.showsProblem("channel", text("delete-conversation", "invalid.channel.missing"));
      should(await heard(editor, "channel")).eql([text("delete-conversation", "invalid.channel.missing"), hint]);
    }
  });

  it("show only the fields that apply", async () => {
    const { page, ...ui } = await open();
    const row = (property: string): Promise<boolean> =>
      page.locator(`.form-row:has(#node-input-${property})`).isVisible();

    await ui.openDialog("download-file");
    should(await row("path")).be.false();
    await page.locator("#node-input-saveTo").selectOption("file");
    should(await row("path")).be.true();
    await ui.showsProblem("path", text("download-file", "invalid.path.missing"));
    await ui.close("node-dialog-cancel");

    await ui.openDialog("history");
    for (const [output, shown] of [
      ["batch", [true, false]],
      ["file", [false, true]],
      ["message", [false, false]],
    ] as const) {
      await page.locator("#node-input-output").selectOption(output);
      should([await row("batchSize"), await row("path")]).eql(shown, output);
    }
    await ui.close("node-dialog-cancel");

    await ui.openDialog("delete-conversation");
    await page.locator("#node-input-chatType").selectOption("groupchat");
    should(await page.getByText(text("delete-conversation", "hint.channel.groupchat")).isVisible()).be.true();
    should(await page.getByText(text("delete-conversation", "hint.channel.chat")).isVisible()).be.false();
  });

  it("say what is wrong before anything is deployed", async () => {
    const { page, ...ui } = await open();
    await ui.openDialog("upload-file");
    await ui.fillTyped("file", "str", "https://example.com/leaf.png");
    await ui.showsProblem("file", text("upload-file", "invalid.file.address"));
    await ui.fillTyped("file", "bin", "no bytes");
    await ui.showsProblem("file", text("config", "invalid.typed.buffer").replace("__field__", "File"));
    await ui.fillTyped("file", "bin", "[1, 2]");
    await ui.showsProblem("file", "");
    await page.locator('details[data-agora-chat-section="thumbnail"] > summary').click();
    await page.locator("#node-input-thumbnailWidth").fill("1.5");
    await ui.showsProblem("thumbnailWidth", text("config", "invalid.whole-number").replace("__field__", "Width"));
    await ui.close("node-dialog-ok");
    should(await ui.isMarkedWrong("upload-file")).be.true();

    await ui.openDialog("history");
    const noHour = (field: string): string => text("history", "invalid.hour").replace("__field__", field);
    for (const wrong of ["2025100925", "20251009", "yesterday", "2025-13-01"]) {
      await ui.fillTyped("start", "str", wrong);
      await ui.showsProblem("start", noHour("First hour"));
    }
    for (const right of ["2025-10-09T07:00Z", "2025-10-09", "1760000000000", "2025100907"]) {
      await ui.fillTyped("start", "str", right);
      await ui.showsProblem("start", "");
    }
    await ui.fillTyped("end", "str", "2025100906");
    await ui.showsProblem("end", text("history", "invalid.end.early"));
    await ui.close("node-dialog-cancel");

    await ui.openDialog("recall");
    await ui.fillTyped("messages", "str", "1402233445566778899");
    await ui.showsProblem("to", text("recall", "invalid.to.missing"));
    should(await page.locator('details[data-agora-chat-section="lone-id"]').getAttribute("open")).not.be.null();
    await ui.fillTyped("messages", "json", "1402233445566778899");
    await ui.showsProblem("messages", text("recall", "invalid.messages.number"));
    await ui.showsProblem("to", "");
    await ui.close("node-dialog-cancel");

    await ui.openDialog("import");
    await ui.fillTyped("records", "json", '["alice"]');
    await ui.showsProblem("records", text("import", "invalid.records.form"));
  });

  it("save what was chosen, and show it again", async () => {
    const { page, ...ui } = await open();
    await ui.openDialog("history");
    await page.locator("#node-input-output").selectOption("batch");
    await page.locator("#node-input-batchSize").fill("50");
    await page.locator('details[data-agora-chat-section="filters"] > summary').click();
    await page.getByRole("group", { name: "Messages" }).getByLabel("Picture").check();
    await page.getByRole("group", { name: "Messages" }).getByLabel("Video").press("Space");
    await ui.fillTyped("sender", "str", "alice");
    await ui.close("node-dialog-ok");

    await ui.openDialog("upload-file");
    await page.locator("#node-input-restrictAccess").check();
    await page.locator('details[data-agora-chat-section="thumbnail"] > summary').click();
    await page.locator("#node-input-thumbnailWidth").fill("320");
    await ui.close("node-dialog-ok");
    await ui.deploy();

    const history = await savedNode("history");
    should(history).containDeep({ output: "batch", batchSize: 50, sender: "alice", senderType: "str" });
    should(history["messageTypes"]).eql(["img", "video"]);
    should(history["chatTypes"]).eql([]);
    const upload = await savedNode("upload-file");
    should(upload).containDeep({ restrictAccess: true, thumbnailWidth: 320, thumbnailHeight: "" });

    await ui.openDialog("history");
    const boxes = page.getByRole("group", { name: "Messages" }).getByRole("checkbox", { checked: true });
    should(await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value))).eql(["img", "video"]);
    should(await page.locator("details.agora-chat-section .agora-chat-count").innerText()).containEql("2");
    await boxes.first().uncheck();
    await boxes.first().uncheck();
    await ui.close("node-dialog-ok");
    await ui.deploy();
    should((await savedNode("history"))["messageTypes"]).eql([]);
    should(ui.complaints).be.empty();
  });

  async function open(language?: string): Promise<Editor> {
    const placed = sets.map((set, index) => ({
      id: set,
      type: `agora-chat-${set}`,
      z: "tab",
      name: "",
      app: "app",
      ...nodes[set]?.saved,
      version: 1,
      x: 260,
      y: 60 + index * 80,
      wires: [],
    }));
    return openFlow([{ id: "tab", type: "tab", label: "Greenhouse" }, editorApp(emulator), ...placed], language);
  }
});

function text(set: string, key: string): string {
  const found = catalogueOf("en-US", set).get(key);
  if (found === undefined) throw new Error(`there is no text ${key}`);
  return found;
}

/** What describes a typed field to somebody who does not see it. */
function heard({ page }: Editor, property: string): Promise<readonly string[]> {
  return page
    .locator(`.agora-chat-control:has(#node-input-${property}) input.red-ui-typedInput-input`)
    .evaluate((field) =>
      (field.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => (document.getElementById(id)?.textContent ?? "").trim()),
    );
}

async function unfold({ page }: Editor): Promise<void> {
  await page.locator("details.agora-chat-section").evaluateAll((sections) => {
    for (const section of sections as HTMLDetailsElement[]) section.open = true;
  });
}

/** The visible fields that a screen reader would not find a name for. */
function namelessFields({ page }: Editor): Promise<readonly string[]> {
  return page
    .locator(".agora-chat-dialog :is(input, select):visible")
    .evaluateAll((fields) =>
      (fields as (HTMLInputElement | HTMLSelectElement)[])
        .filter((field) => (field.labels?.length ?? 0) === 0 && !field.hasAttribute("aria-labelledby"))
        .map(({ id, outerHTML }) => id || outerHTML),
    );
}
