import should from "should";
import { catalogueOf } from "../house/catalogue";
import type { FlowNode } from "../real/node-red-process";
import type { Editor } from "./editor";
import { until } from "./until";
import { useEditor } from "./use-editor";

describe("the dialogs of received callbacks in a real browser", function () {
  this.timeout(90_000);
  const { open: openFlow, savedNode, nodeRed } = useEditor({ settings: { httpNodeRoot: "/bots" } });

  describe("receive", () => {
    it("shows the complete address as the path is typed, and copies it", async () => {
      const { page, ...ui } = await open([receive("one")]);
      await ui.openDialog("one");
      const address = page.locator(".agora-chat-address code");
      const root = `${new URL(nodeRed().url()).origin}/bots`;
      should(await address.innerText()).equal(`${root}/chat`);
      await page.locator("#node-input-path").fill("/alarm/answers/");
      await until(async () => (await address.innerText()) === `${root}/alarm/answers`);

      await page.getByRole("button", { name: receiveText("action.copy") }).click();
      await page.locator("#node-input-name").focus();
      await page.keyboard.press("Control+V");
      should(await page.locator("#node-input-name").inputValue()).equal(`${root}/alarm/answers`);
      should(await page.getByText(receiveText("hint.private")).isVisible()).be.true();
      should(await page.getByText(receiveText("hint.public")).isVisible()).be.false();
    });

    it("takes no path that would need encoding", async () => {
      const { page, ...ui } = await open([receive("one")]);
      await ui.openDialog("one");
      const path = page.locator("#node-input-path");
      for (const wrong of ["my chat", "chat?x=1", "chat#top", "users/:id", "聊天", "a%20b", "*"]) {
        await path.fill(wrong);
        await ui.showsProblem("path", receiveText("invalid.path.form"));
      }
      for (const none of ["", "/"]) {
        await path.fill(none);
        await ui.showsProblem("path", receiveText("invalid.path.missing"));
      }
      for (const right of ["chat", "/chat", "bots/echo-1", "v1.0/chat_in~", "${CHAT_PATH}"]) {
        await path.fill(right);
        await ui.showsProblem("path", "");
      }
    });

    it("says when another node listens at the same path, until it does so no more", async () => {
      const httpIn = { id: "http", type: "http in", z: "tab", name: "", url: "/Post", method: "post", wires: [[]] };
      const { page, ...ui } = await open([
        receive("one", { path: "/chat/" }),
        receive("two", { path: "chat" }),
        receive("off", { path: "off", d: true }),
        receive("on", { path: "off" }),
        receive("elsewhere", { path: "away", z: "disabled" }),
        receive("here", { path: "away" }),
        receive("poster", { path: "post" }),
        { ...httpIn, x: 500, y: 60 },
        { ...httpIn, id: "get", url: "/get", method: "get", x: 500, y: 120 },
        receive("getter", { path: "get" }),
      ]);
      for (const id of ["one", "two", "poster"]) should(await ui.isMarkedWrong(id)).be.true(id);
      for (const id of ["off", "on", "here", "getter"]) should(await ui.isMarkedWrong(id)).be.false(id);

      await ui.openDialog("poster");
      await ui.showsProblem("path", receiveText("invalid.path.http-in").replace("__path__", "/post"));
      await ui.close("node-dialog-cancel");
      await ui.openDialog("two");
      await ui.showsProblem("path", receiveText("invalid.path.taken").replace("__path__", "/chat"));
      await page.locator("#node-input-path").fill("chat2");
      await ui.showsProblem("path", "");
      await ui.close("node-dialog-ok");
      await until(async () => !(await ui.isMarkedWrong("one")));
      should(await ui.isMarkedWrong("two")).be.false();

      await ui.node("http").click();
      await page.keyboard.press("Delete");
      await until(async () => !(await ui.isMarkedWrong("poster")));
      should(ui.complaints).be.empty();
    });

    it("warns that nobody checks who calls, as long as no secret is set", async () => {
      const { page, ...ui } = await open([receive("one")]);
      const warning = page.getByText(receiveText("hint.no-secret"));
      const typed = page.locator("#node-input-secret + .red-ui-typedInput-container input.red-ui-typedInput-input");
      await ui.openDialog("one");
      should(await warning.isVisible()).be.true();
      await typed.fill("s3cr3t");
      await typed.blur();
      await warning.waitFor({ state: "hidden" });
      await ui.close("node-dialog-ok");
      should(await ui.isMarkedWrong("one")).be.false();
      await ui.deploy();
      await page.reload();
      await ui.node("one").waitFor();
      await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
      await ui.openDialog("one");
      should(await warning.isVisible()).be.false();
      should(JSON.stringify(await savedNode("one"))).not.containEql("s3cr3t");
    });

    it("asks for the time and the way out only where the flow decides", async () => {
      const { page, ...ui } = await open([receive("one")]);
      await ui.openDialog("one");
      const row = (property: string): Promise<boolean> =>
        page.locator(`.form-row:has(#node-input-${property})`).isVisible();
      should([await row("decideWithin"), await row("fallback")]).eql([false, false]);
      await page.locator("#node-input-mode").selectOption("decide");
      await page.locator("#node-input-decideWithin").waitFor();
      should(await row("fallback")).be.true();

      const late = page.getByText(receiveText("hint.late"));
      for (const [typed, isLate] of [
        ["201", true],
        ["200", false],
        ["3000", true],
      ] as const) {
        await page.locator("#node-input-decideWithin").fill(typed);
        await late.waitFor({ state: isLate ? "visible" : "hidden" });
      }
      const wrong = catalogueOf("en-US", "config").get("invalid.whole-number-up-to") ?? "";
      for (const typed of ["0", "", "1.5", "-1", "70000"]) {
        await page.locator("#node-input-decideWithin").fill(typed);
        await ui.showsProblem(
          "decideWithin",
          wrong.replace("__field__", receiveText("label.decideWithin")).replace("__most__", "60000"),
        );
      }
      await page.locator("#node-input-mode").selectOption("notify");
      await ui.showsProblem("decideWithin", "");
    });

    it("says that only messages and edits can be decided on", async () => {
      const { page, ...ui } = await open([receive("one", { mode: "decide" })]);
      await ui.openDialog("one");
      const events = page.getByRole("group", { name: receiveText("label.events") });
      await events.getByLabel(receiveText("option.events.recall")).check();
      await ui.showsProblem("events", "");
      await events.getByLabel(receiveText("option.events.chat"), { exact: true }).uncheck();
      await ui.showsProblem("events", receiveText("invalid.events"));
      await page.locator("#node-input-mode").selectOption("notify");
      await ui.showsProblem("events", "");
    });

    it("warns of a flow that answers itself where nobody is left out", async () => {
      const { page, ...ui } = await open([receive("one")]);
      await ui.openDialog("one");
      const warning = page.getByText(receiveText("hint.echo"));
      should(await warning.isVisible()).be.false();
      await page.locator("#node-input-ignoreSenders").fill(" ");
      await warning.waitFor();
      await page.locator("#node-input-mode").selectOption("decide");
      await warning.waitFor({ state: "hidden" });
    });

    it("saves what was typed, ids on lines of their own included", async () => {
      const { page, ...ui } = await open([receive("one", { senders: "alice\nben" })]);
      await ui.openDialog("one");
      for (const section of ["filters", "advanced"]) {
        await page.locator(`details[data-agora-chat-section="${section}"] > summary`).click();
      }
      should(await page.locator("#node-input-senders").inputValue()).equal("alice\nben");
      await page.locator("#node-input-mode").selectOption("decide");
      await page.locator("#node-input-decideWithin").fill("120");
      await page.locator("#node-input-fallback").selectOption("refuse");
      await page.locator("#node-input-ignoreSenders").fill("admin, bot");
      await page
        .getByRole("group", { name: receiveText("label.chatTypes") })
        .getByLabel("Group")
        .check();
      await page.locator("#node-input-clockWindow").fill("x");
      await ui.showsProblem("clockWindow", receiveText("invalid.clockWindow"));
      await page.locator("#node-input-clockWindow").fill("0");
      await ui.showsProblem("clockWindow", "");
      await ui.close("node-dialog-ok");
      await ui.deploy();
      should(await savedNode("one")).containDeep({
        path: "chat",
        mode: "decide",
        decideWithin: 120,
        fallback: "refuse",
        events: ["chat"],
        chatTypes: ["groupchat"],
        senders: "alice\nben",
        ignoreSenders: "admin, bot",
        clockWindow: 0,
        version: 1,
      });
      should(ui.complaints).be.empty();
    });

    it("starts with messages, and without what is sent without a sender", async () => {
      const { page, ...ui } = await open([]);
      const id = await ui.dragFromPalette("agora-chat-receive", 300, 80);
      should(await ui.isMarkedWrong(id)).be.false();
      await ui.openDialog(id);
      should(await page.locator("#node-input-path").inputValue()).equal("chat");
      should(await page.locator("#node-input-events").evaluate(chosen)).eql(["chat"]);
      should(await page.locator("#node-input-ignoreSenders").inputValue()).equal("admin");
      await ui.close("node-dialog-ok");
      const second = await ui.dragFromPalette("agora-chat-receive", 300, 200);
      await until(async () => (await ui.isMarkedWrong(id)) && (await ui.isMarkedWrong(second)));
    });
  });

  describe("respond", () => {
    it("asks for what its verdict can have, and says the verdict on the canvas", async () => {
      const editor = await open([respond("one")]);
      const { page, ...ui } = editor;
      const rows = async (): Promise<readonly boolean[]> => [
        await page.locator(".form-row:has(#node-input-code)").isVisible(),
        await page.locator(".form-row:has(#node-input-body)").isVisible(),
      ];
      for (const [type, allow, shown, label] of [
        ["bool", "false", [true, false], "respond: refuse"],
        ["msg", "payload.fine", [true, true], "respond"],
        ["bool", "true", [false, true], "respond: allow"],
      ] as const) {
        await ui.openDialog("one");
        await choose(editor, type, allow);
        await until(async () => String(await rows()) === String(shown));
        await ui.close("node-dialog-ok");
        const onCanvas = await ui.node("one").locator(".red-ui-flow-node-label").textContent();
        should(onCanvas?.replace(/\s+/g, " ").trim()).equal(label);
      }
    });

    it("says what is wrong with a verdict, and saves a right one", async () => {
      const { page, ...ui } = await open([respond("one", { allow: "false" })]);
      await ui.openDialog("one");
      await ui.fillTyped("allow", "msg", "");
      await ui.showsProblem("allow", respondText("invalid.allow.missing"));
      await ui.fillTyped("allow", "msg", "payload.fine");
      await ui.fillTyped("code", "str", "no-ads");
      const notAnObject = (catalogueOf("en-US", "config").get("invalid.typed.object") ?? "")
        .replace("__field__", respondText("label.body"))
        .replace("__example__", '{"type": "txt", "msg": "***"}');
      await ui.fillTyped("body", "json", "[1]");
      await ui.showsProblem("body", notAnObject);
      await ui.fillTyped("body", "json", '{"type": "txt", "msg": "…"}');
      await ui.showsProblem("body", "");
      should(await page.locator(".agora-chat-problem:not(:empty)").count()).equal(0);
      await ui.close("node-dialog-ok");
      await ui.deploy();
      should(await savedNode("one")).containDeep({
        allow: "payload.fine",
        allowType: "msg",
        code: "no-ads",
        codeType: "str",
        body: '{"type": "txt", "msg": "…"}',
        bodyType: "json",
        version: 1,
      });
      should(ui.complaints).be.empty();
    });
  });

  async function open(nodes: readonly FlowNode[]): Promise<Editor> {
    const placed = nodes.map((node, index) => ({ x: 200, y: 60 + index * 60, ...node }));
    return openFlow([
      { id: "tab", type: "tab", label: "Greenhouse" },
      { id: "disabled", type: "tab", label: "Switched off", disabled: true },
      ...placed,
    ]);
  }
});

function receive(id: string, changes: Readonly<Record<string, unknown>> = {}): FlowNode {
  return {
    id,
    type: "agora-chat-receive",
    z: "tab",
    name: "",
    path: "chat",
    mode: "notify",
    decideWithin: 150,
    fallback: "allow",
    events: ["chat"],
    chatTypes: [],
    senders: "",
    ignoreSenders: "admin",
    clockWindow: 5,
    version: 1,
    wires: [[]],
    ...changes,
  };
}

function respond(id: string, changes: Readonly<Record<string, unknown>> = {}): FlowNode {
  const verdict = { allow: "true", allowType: "bool", code: "", codeType: "str", body: "", bodyType: "str" };
  return { id, type: "agora-chat-respond", z: "tab", name: "", ...verdict, version: 1, wires: [], ...changes };
}

function receiveText(key: string): string {
  return textOf("receive", key);
}

function respondText(key: string): string {
  return textOf("respond", key);
}

function textOf(set: string, key: string): string {
  const found = catalogueOf("en-US", set).get(key);
  if (found === undefined) throw new Error(`there is no text ${key}`);
  return found;
}

/** Chooses true or false, or a place to read it from. */
async function choose(editor: Editor, type: string, value: string): Promise<void> {
  if (type !== "bool") return editor.fillTyped("allow", type, value);
  const field = editor.page.locator("#node-input-allow + .red-ui-typedInput-container");
  for (const [trigger, choice] of [
    ["type-select", type],
    ["option-trigger", value],
  ] as const) {
    await field.locator(`.red-ui-typedInput-${trigger}`).click();
    await editor.page.locator(`.red-ui-typedInput-options:visible a[value="${choice}"]`).click();
  }
}

function chosen(list: Element): readonly string[] {
  return [...(list as HTMLSelectElement).selectedOptions].map(({ value }) => value);
}
