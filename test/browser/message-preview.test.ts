import type { Locator, Page } from "playwright-core";
import should from "should";
import { catalogueOf } from "../house/catalogue";
import type { Editor } from "./editor";
import { editorApp } from "./editor-app";
import { useEditor } from "./use-editor";

const markup = '<img src=x onerror="window.wasRun=1">';
const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

/** A property and its type, as a typed field saves them. */
const typed = (name: string, value: string, type = "str"): Readonly<Record<string, string>> => ({
  ...{ [name]: value, [`${name}Type`]: type },
});

/** By the kind of message: what the fields say, and what the phone shows of it. */
const kinds: Readonly<Record<string, { readonly fields: Readonly<Record<string, string>>; readonly shows: RegExp }>> = {
  txt: { fields: typed("text", markup), shows: /^<img src=x onerror="window\.wasRun=1">$/ },
  img: { fields: typed("file", "payload", "msg"), shows: /^msg\.payload$/ },
  audio: { fields: { ...typed("file", "/data/a.amr"), ...typed("length", "72", "num") }, shows: /^1:12$/ },
  video: { fields: { ...typed("file", "/data/film.mp4"), ...typed("length", "9", "num") }, shows: /film\.mp4\s*0:09/ },
  file: { fields: typed("file", `/data/${markup}.pdf`), shows: /onerror="window\.wasRun=1">\.pdf$/ },
  loc: {
    fields: { ...typed("lat", "52.37", "num"), ...typed("lng", "4.89", "num"), ...typed("addr", markup) },
    shows: /<img src=x.*>\s*52\.37, 4\.89$/,
  },
  cmd: { fields: typed("action", markup), shows: /<img src=x.*>\s*Not shown on the phone/ },
  custom: {
    fields: { ...typed("customEvent", "dry"), ...typed("customExts", `{"<b>tank</b>":"<i>3</i>"}`, "json") },
    shows: /dry\s*<b>tank<\/b>\s*<i>3<\/i>\s*Your own app/,
  },
  any: { fields: typed("body", "payload", "msg"), shows: /^msg\.payload\s*What it shows depends/ },
};

describe("the preview and the recipients in the dialog of send message", function () {
  this.timeout(90_000);
  const { open: openFlow, savedNode, emulator } = useEditor();

  it("show each kind of message, and what somebody wrote as text only", async () => {
    const { page, ...ui } = await open(
      Object.entries(kinds).map(([messageType, { fields }]) => [messageType, { messageType, ...fields }]),
    );
    for (const [messageType, { shows }] of Object.entries(kinds)) {
      await ui.openDialog(messageType);
      should((await bubble(page).innerText()).trim()).match(shows, messageType);
      should(await bubble(page).locator("img").count()).equal(0, messageType);
      await ui.close("node-dialog-cancel");
    }
    should(await page.evaluate("window.wasRun")).be.undefined();
    should(ui.complaints).be.empty();
  });

  it("follow what is typed, the push notification and the variables too", async () => {
    const { page, ...ui } = await open([["send", typed("text", "")]]);
    await ui.openDialog("send");
    await should(bubble(page).innerText()).be.fulfilledWith(text("preview.nothing"));
    await ui.fillTyped("text", "str", "Soil too dry");
    await says(bubble(page), "Soil too dry");
    await ui.fillTyped("text", "env", "Tank ${TANK} is empty");
    await says(bubble(page), "Tank ${TANK} is empty");
    await page.locator("#node-input-messageType").selectOption("any");
    await ui.fillTyped("body", "json", '{"type":"loc","lat":1,"lng":2,"addr":"Bed 3"}');
    await says(bubble(page), "Bed 3\n1, 2");
    await page.locator('details[data-agora-chat-section="push"] > summary').click();
    await ui.fillTyped("pushTitle", "str", "Alarm");
    await says(page.locator(".agora-chat-push"), "Alarm");
    await page.locator("#node-input-silent").check();
    await says(page.locator(".agora-chat-push-note"), text("preview.silent"));
  });

  it("ask no host for a picture before somebody says so", async () => {
    const address = "https://pictures.example/bed.png";
    const { page, ...ui } = await open([
      ["elsewhere", { messageType: "img", ...typed("file", address) }],
      ["inside", { messageType: "img", ...typed("file", pixel) }],
    ]);
    const asked: string[] = [];
    await page.route("https://pictures.example/**", (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: "image/png", body: Buffer.from(pixel.split(",")[1] ?? "", "base64") });
    });
    await ui.openDialog("inside");
    should(await bubble(page).locator("img").getAttribute("src")).equal(pixel);
    await ui.close("node-dialog-cancel");

    await ui.openDialog("elsewhere");
    should(await bubble(page).locator("img").count()).equal(0);
    should(asked).be.empty();
    await page.getByRole("button", { name: text("preview.load").replace("__host__", "pictures.example") }).click();
    await bubble(page).locator("img").waitFor();
    should(await bubble(page).locator("img").getAttribute("referrerpolicy")).equal("no-referrer");
    await page.waitForFunction("document.querySelector('.agora-chat-bubble img').naturalWidth > 0");
    should(asked).eql([address]);

    await ui.fillTyped("file", "str", "https://pictures.example/other.png");
    await page.getByRole("button", { name: /pictures\.example/ }).waitFor();
    should(asked).eql([address]);
  });

  it("measure the message as the node does, and warn in the error's own words", async () => {
    const { page, ...ui } = await open([["send", { ...typed("to", "ann"), ...typed("text", "hello") }]]);
    const meter = page.getByRole("meter", { name: text("size.label") });
    await ui.openDialog("send");
    const bytes = '{"to":["ann"],"type":"txt","body":{"msg":"hello"}}'.length;
    should(await meter.getAttribute("aria-valuenow")).equal(String(bytes));
    should(await meter.getAttribute("aria-valuetext")).equal(`${bytes} of 5,120 bytes`);
    await ui.fillTyped("text", "str", "é".repeat(2_600));
    const words = (catalogueOf("en-US", "config").get("problem.too-large") ?? "")
      .replace("__found__", String(bytes - 5 + 5_200))
      .replace("__allowed__", "5120");
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    await ui.fillTyped("text", "msg", "payload");
    await page.locator(".agora-chat-meter-words").filter({ hasText: "plus what the flow fills in" }).waitFor();
    should(await page.getByRole("alert").filter({ hasText: "bytes" }).count()).equal(0);
  });

  it("take recipients one by one and many at once, with the keyboard alone", async () => {
    const { page, ...ui } = await open([["send", typed("to", "ann")]]);
    await ui.openDialog("send");
    const entry = page.locator("#node-input-to + .red-ui-typedInput-container input.red-ui-typedInput-input");
    await entry.focus();
    await page.keyboard.type("ben,");
    await page.keyboard.type("cid");
    await page.keyboard.press("Enter");
    should(await listed(page)).eql(["ann", "ben", "cid"]);
    await paste(entry, "dan\nann; erin\n");
    should(await listed(page)).eql(["ann", "ben", "cid", "dan", "erin"]);
    const told = page.locator(".agora-chat-recipients-told");
    await says(told, text("recipients.repeated-now").replace("__ids__", "ann"), true);

    await page.keyboard.press("Backspace");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Delete");
    should(await listed(page)).eql(["ann", "ben", "cid", "erin"]);
    should(await page.evaluate("document.activeElement.getAttribute('aria-label')")).equal("Remove erin");
    await page.keyboard.press("Delete");
    should(await entry.evaluate((field) => field === document.activeElement)).be.true();
    await says(told, text("recipients.count").replace("__recipients__", "3"), true);
    await page.keyboard.type("${TEAM} ");
    await page.keyboard.press("Tab");
    await ui.showsProblem("to", text("invalid.to.variable"));
    await page.getByRole("button", { name: "Remove ${TEAM}" }).click();
    await ui.showsProblem("to", "");
    await ui.close("node-dialog-ok");
    await ui.deploy();
    should(await savedNode("send")).containEql({ to: "ann, ben, cid", toType: "str" });
    should(ui.complaints).be.empty();
  });

  it("leave what is saved as it is, to the byte, where nobody changes it", async () => {
    // Without the returns of Windows: jQuery gives no field's value with them.
    const to = "ann,\nben ;cid\n\n ann\n";
    const { page, ...ui } = await open([["send", typed("to", to)]]);
    // The dialog adds what a flow written by hand left out, which is a change.
    await page.evaluate(
      `for (const [name, { value }] of Object.entries(RED.nodes.getType("agora-chat-send-message").defaults))
        RED.nodes.node("send")[name] ??= value`,
    );
    await ui.openDialog("send");
    should(await listed(page)).eql(["ann", "ben", "cid", "ann"]);
    await ui.close("node-dialog-ok");
    should(await page.locator("#red-ui-header-button-deploy.disabled").count()).equal(1);

    await ui.openDialog("send");
    await page.locator("#node-input-name").fill("Alarm");
    await ui.close("node-dialog-ok");
    await ui.deploy();
    should(await savedNode("send")).containEql({ to, name: "Alarm" });
  });

  it("keep a list and a property's name apart when the type changes", async () => {
    const { page, ...ui } = await open([["send", typed("to", "team", "msg")]]);
    await ui.openDialog("send");
    await ui.fillTyped("to", "str", "ann");
    should(await listed(page)).eql(["ann"]);
    const field = page.locator("#node-input-to + .red-ui-typedInput-container");
    await field.locator(".red-ui-typedInput-type-select").click();
    await page.locator('.red-ui-typedInput-options:visible a[value="msg"]').click();
    should(await listed(page)).be.empty();
    should(await page.locator("#node-input-to").inputValue()).equal("team");
    await field.locator(".red-ui-typedInput-type-select").click();
    await page.locator('.red-ui-typedInput-options:visible a[value="str"]').click();
    should(await listed(page)).eql(["ann"]);
    should(await page.locator("#node-input-to").inputValue()).equal("ann");
  });

  it("say on the canvas to whom the node sends", async () => {
    const labels: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string]>> = {
      few: [typed("to", "ann\nben, ann"), "text → ann, ben"],
      many: [typed("to", "a,b,c,d"), "text → 4 recipients"],
      long: [typed("to", `${"x".repeat(30)}, ben`), "text → 2 recipients"],
      one: [typed("to", "x".repeat(60)), `text → ${"x".repeat(31)}…`],
      list: [typed("to", '["ann", "ben"]', "json"), "text → ann, ben"],
      variable: [typed("to", "TEAM", "env"), "text → ${TEAM}"],
      written: [typed("to", "${TEAM}"), "text → ${TEAM}"],
      expression: [typed("to", "payload.to", "jsonata"), "text → expression"],
      property: [{ ...typed("to", "to", "msg"), messageType: "img" }, "picture → msg.to"],
      reply: [{ chatType: "reply", ...typed("to", "ann") }, "text → reply"],
      nobody: [typed("to", ""), "text → ?"],
    };
    const ui = await open(Object.entries(labels).map(([id, [changes]]) => [id, changes]));
    for (const [id, [, label]] of Object.entries(labels)) {
      const shown = await ui.node(id).locator(".red-ui-flow-node-label").textContent();
      should(shown?.replace(/\s+/g, " ").trim()).equal(label, id);
    }
  });

  async function open(nodes: readonly (readonly [string, Readonly<Record<string, string>>])[]): Promise<Editor> {
    const placed = nodes.map(([id, changes], index) => ({
      ...{ id, type: "agora-chat-send-message", z: "tab", name: "", app: "app", chatType: "users" },
      ...{ chatTypeType: "pick", messageType: "txt", ...typed("to", "ann"), ...typed("text", "hello"), ...changes },
      ...{ version: 1, x: 260, y: 40 + index * 60, wires: [[]] },
    }));
    return openFlow([{ id: "tab", type: "tab", label: "Greenhouse" }, editorApp(emulator), ...placed]);
  }
});

function text(key: string): string {
  const found = catalogueOf("en-US", "send-message").get(key);
  if (found === undefined) throw new Error(`there is no text ${key}`);
  return found;
}

function bubble(page: Page): Locator {
  return page.locator(".agora-chat-bubble");
}

/** The recipients in the list. */
function listed(page: Page): Promise<readonly string[]> {
  return page
    .locator(".agora-chat-recipient-list > li")
    .evaluateAll((items) => items.map((item) => item.firstElementChild?.textContent ?? ""));
}

/** Waits until something says a text; it follows what is typed a moment later. */
async function says(place: Locator, words: string, isPart = false): Promise<void> {
  const until = Date.now() + 2000;
  const read = async (): Promise<string> => ((await place.count()) === 0 ? "" : (await place.innerText()).trim());
  const fits = (shown: string): boolean => (isPart ? shown.includes(words) : shown === words);
  while (!fits(await read()) && Date.now() < until) await place.page().waitForTimeout(20);
  if (!fits(await read())) should(await read()).equal(words);
}

/** Pastes a text, as Ctrl+V would. */
async function paste(entry: Locator, words: string): Promise<void> {
  await entry.evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, words);
}
