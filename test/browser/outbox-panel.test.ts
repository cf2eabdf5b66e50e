import type { Locator, Page, Request } from "playwright-core";
import should from "should";
import * as faults from "../../src/emulator/faults";
import { catalogueOf } from "../house/catalogue";
import type { FlowNode } from "../real/node-red-process";
import { send, sendFlow } from "../real/send-flow";
import type { Editor } from "./editor";
import { editorApp } from "./editor-app";
import { useEditor } from "./use-editor";

const parked = [
  message("one", { to: ["ann", "ben", "carl", "dora", "emil"], preview: "Bed 3 is too dry" }),
  message("two", { state: "failed", code: "CHAT_EXPIRED", chatType: "chatgroups", to: ["two"], type: "img" }),
  message("three", { preview: "<b>bold</b> __messages__" }),
];
const damaged = message("four", { state: "failed", code: "CHAT_INVALID_INPUT", acceptedAt: 0, to: [] });

/** The admin endpoint with contents of the test's own. */
interface FakeOutbox {
  contents: unknown;
  /** Default: 200. */
  status: number;
  readonly decisions: unknown[];
  reads: number;
}

describe("the outbox in the chat app's dialog, in a real browser", function () {
  this.timeout(90_000);
  // Says on the editor's own connection what a running outbox says there.
  const publisher = `module.exports = (RED) => RED.httpAdmin.post("/publish", (request, response) => {
    RED.comms.publish("agora-chat/outbox/app", request.body);
    response.end();
  });`;
  const { open: openFlow, nodeRed, emulator } = useEditor({ nodes: { publisher } });

  for (const language of ["en-US", "zh-CN"]) {
    it(`says in ${language} what waits, and of each message that was set aside what it was and why`, async () => {
      const { page, complaints } = await openApp(contentsOf(parked, 1234), language);
      should(await numbers(page)).eql(["1,234", "2", "1"]);
      should(await page.locator(".agora-chat-to-decide").innerText()).containEql("3");
      should(await page.locator(".agora-chat-parked > li").count()).equal(3);
      const first = await entry(page, 0).innerText();
      for (const part of ["ann, ben, carl", "2", "Bed 3 is too dry", text("outbox.why.uncertain", language)]) {
        should(first).containEql(part);
      }
      should(first).not.containEql("dora");
      should(await entry(page, 1).innerText()).containEql(text("outbox.why.CHAT_EXPIRED", language));
      should(await entry(page, 2).innerText()).containEql("<b>bold</b> __messages__");
      const texts = await page.locator('details[data-agora-chat-section="outbox"]').innerText();
      should(texts).not.match(/\b(?:outbox|node-label|option|status|hint|label)\.\w|__(?!messages__)\w+__/);
      should(complaints).be.empty();
    });
  }

  it("sends one again or drops it, and the focus goes to the message that takes its place", async () => {
    const { page, complaints, fake } = await openApp(contentsOf(parked));
    await press(page, entry(page, 0), "outbox.send");
    await shows(page, 2);
    should(fake.decisions).eql([{ ids: ["one"], decision: "send" }]);
    should(await focused(page)).equal(`${text("outbox.send")}: two`);
    await press(page, entry(page, 1), "outbox.drop");
    await shows(page, 1);
    should(await focused(page)).equal(`${text("outbox.drop")}: two`);
    await press(page, entry(page, 0), "outbox.drop");
    await shows(page, 0);
    should(await page.evaluate("document.activeElement.textContent")).equal(text("outbox.heading"));
    should(fake.decisions.slice(1)).eql([
      { ids: ["three"], decision: "drop" },
      { ids: ["two"], decision: "drop" },
    ]);
    should(await page.getByText(text("outbox.about.empty")).isVisible()).be.true();
    should(complaints).be.empty();
  });

  it("offers only to drop a message that is damaged", async () => {
    const { page } = await openApp(contentsOf([damaged]));
    should(await entry(page, 0).locator("div").first().innerText()).equal(text("outbox.unreadable"));
    should(await entry(page, 0).innerText()).containEql(text("outbox.why.CHAT_INVALID_INPUT"));
    should(await entry(page, 0).getByRole("button").allInnerTexts()).eql([` ${text("outbox.drop")}`]);
  });

  it("asks before it decides about all, and does nothing when told to leave it", async () => {
    const { page, fake } = await openApp(contentsOf(parked));
    const question = page.getByRole("group", { name: text("outbox.ask.drop").replace("__messages__", "3") });
    for (const leave of ["Escape", "Enter"]) {
      await page.getByRole("button", { name: text("outbox.all.drop") }).click();
      await question.waitFor();
      should(await page.evaluate("document.activeElement.textContent")).equal(text("outbox.ask.cancel"));
      await page.keyboard.press(leave);
      await question.waitFor({ state: "hidden" });
      should((await page.evaluate<string>("document.activeElement.textContent")).trim()).equal(text("outbox.all.drop"));
    }
    should(fake.decisions).be.empty();
    should(await page.locator("#node-config-input-host").count()).equal(1);

    await page.getByRole("button", { name: text("outbox.all.drop") }).click();
    await question.getByRole("button", { name: text("outbox.ask.drop-button") }).click();
    await shows(page, 0);
    should(fake.decisions).eql([{ ids: ["one", "two", "three"], decision: "drop" }]);
    should(await page.getByText(text("outbox.decided.drop").replace("__messages__", "3")).isVisible()).be.true();
  });

  it("says that a long list is not whole, and means all of them then", async () => {
    const { page, fake } = await openApp({ census: { waiting: 0, uncertain: 1300, failed: 2 }, parked });
    const some = text("outbox.some").replace("__listed__", "3").replace("__messages__", "1,302");
    should(await page.getByText(some).isVisible()).be.true();
    await page.getByRole("button", { name: text("outbox.all.send") }).click();
    await page
      .getByRole("button", { name: text("outbox.ask.send-button") })
      .last()
      .click();
    await shows(page, 0);
    should(fake.decisions).eql([{ ids: "all", decision: "send" }]);
  });

  it("follows what happens, reads the list only when that has changed, and stops when it is closed", async () => {
    const { page, fake, ...ui } = await openApp(contentsOf([], 2));
    should(await page.getByText(text("outbox.about.waiting")).isVisible()).be.true();
    await publish({ waiting: 1, uncertain: 0, failed: 0 });
    await page.locator(".agora-chat-outbox-counts strong", { hasText: "1" }).waitFor();
    should(fake.reads).equal(1);
    fake.contents = contentsOf(parked.slice(0, 1));
    await publish({ waiting: 0, uncertain: 1, failed: 0 });
    await shows(page, 1);
    should(fake.reads).equal(2);
    await ui.close("node-config-dialog-cancel");
    await publish({ waiting: 0, uncertain: 0, failed: 0 });
    await page.waitForTimeout(600);
    should(fake.reads).equal(2);
    should(ui.complaints).be.empty();
  });

  it("says why the outbox cannot be used, and why nothing can be seen or decided", async () => {
    const message = "Storage: The folder /data cannot be written";
    const { page, fake } = await openApp({ trouble: { code: "CHAT_NOT_CONFIGURED", message } });
    const alert = page.locator('.agora-chat-outbox [role="alert"]');
    should(await alert.innerText()).equal(`${text("outbox.trouble")}\n${message}`);
    should(await page.locator(".agora-chat-outbox button:visible").count()).equal(0);

    fake.contents = contentsOf(parked);
    await publish({ waiting: 0, uncertain: 2, failed: 1 });
    await shows(page, 3);
    should(await alert.innerText()).equal("");
    fake.status = 403;
    await press(page, entry(page, 0), "outbox.drop");
    await alert.getByText(text("outbox.refusal.not-allowed")).waitFor();
    should(await page.locator(".agora-chat-parked > li").count()).equal(3);
    fake.status = 404;
    await publish({ waiting: 0, uncertain: 3, failed: 1 });
    await page.getByText(text("outbox.not-deployed")).waitFor();
  });

  it("shows what a running app has set aside, and what is decided happens", async () => {
    const { page, complaints } = await open();
    for (const to of ["ann", "ben"]) {
      emulator.faults.next("send", faults.dropAfter());
      const { caught } = await send(nodeRed(), { to, text: `${to}'s bed is too dry` });
      should(caught?.error.code).equal("CHAT_NO_ANSWER");
    }
    await openDialog(page);
    await shows(page, 2);
    should(await numbers(page)).eql(["0", "2", "0"]);
    should(await entry(page, 1).innerText()).match(/Users: ben\n[^]*“?ben's bed is too dry/);
    await press(page, entry(page, 0), "outbox.send");
    await shows(page, 1);
    await press(page, entry(page, 0), "outbox.drop");
    await shows(page, 0);
    const until = Date.now() + 5000;
    while (emulator.messages().length < 3 && Date.now() < until) await page.waitForTimeout(20);
    should(emulator.messages().map(({ to }) => to)).eql(["ann", "ben", "ann"]);
    should(complaints).be.empty();
  });

  it("says of an app that is not deployed yet that there is nothing to see, and asks nobody", async () => {
    const { page, ...ui } = await open();
    const asked: string[] = [];
    page.on("request", (request) => void asked.push(request.url()));
    await page.evaluate('RED.nodes.add({ ...RED.nodes.node("app"), id: "other", name: "Other" })');
    await page.evaluate('RED.editor.editConfig("", "agora-chat-config", "other")');
    await unfold(page);
    should(await page.getByText(text("outbox.not-deployed")).isVisible()).be.true();
    await ui.close("node-config-dialog-cancel");
    should(asked.filter((url) => url.includes("outbox"))).be.empty();
  });

  it("offers three places, says what each survives, and asks for the address of a Redis", async () => {
    const { page, ...ui } = await openApp(contentsOf([]));
    const storage = page.locator("#node-config-input-outbox");
    for (const place of ["memory", "disk", "redis"]) {
      await storage.selectOption(place);
      for (const other of ["memory", "disk", "redis"]) {
        should(await page.getByText(text(`hint.outbox.${other}`)).isVisible()).equal(other === place);
      }
    }
    const url = page.locator(".agora-chat-control:has(#node-config-input-redisUrl) input.red-ui-typedInput-input");
    await ui.showsProblem("redisUrl", text("invalid.redisUrl.missing"));
    for (const wrong of ["127.0.0.1:6379", "http://127.0.0.1", "redis://", "redis://:pass#word@redis.local:6379"]) {
      await url.fill(wrong);
      await url.blur();
      await ui.showsProblem("redisUrl", text("invalid.redisUrl.form"));
    }
    for (const right of ["redis://127.0.0.1", "rediss://me:pass%23word@redis.local:6380/2", "${REDIS_URL}"]) {
      await url.fill(right);
      await url.blur();
      await ui.showsProblem("redisUrl", "");
    }
    await page.locator("#node-config-input-evenPace").evaluate((box) => (box as HTMLInputElement).click());
    await ui.close("node-config-dialog-ok");
    await ui.deploy();
    const { body } = await nodeRed().request("/flows");
    const saved = (body as readonly FlowNode[]).find(({ id }) => id === "app");
    should(saved).containDeep({ outbox: "redis", evenPace: true });
    should(JSON.stringify(body)).not.containEql("REDIS_URL");
  });

  async function open(language?: string): Promise<Editor> {
    return openFlow(sendFlow(editorApp(emulator)), language);
  }

  /** Opens the app's dialog with the outbox unfolded. */
  async function openApp(contents: unknown, language = "en-US"): Promise<Editor & { fake: FakeOutbox }> {
    const editor = await open(language);
    const { page } = editor;
    const fake: FakeOutbox = { contents, status: 200, decisions: [], reads: 0 };
    await page.route("**/agora-chat/outbox/app", (route, request) => {
      const json = request.method() === "POST" ? decide(fake, request) : fake.contents;
      if (request.method() === "GET") fake.reads += 1;
      return route.fulfill({ status: fake.status, json });
    });
    await openDialog(page);
    await page.getByText(text("outbox.loading", language)).waitFor({ state: "hidden" });
    return { ...editor, fake };
  }

  async function publish(census: object): Promise<void> {
    should((await nodeRed().request("/publish", census)).status).equal(200);
  }
});

function message(id: string, changes: object): Readonly<Record<string, unknown>> {
  const usual = { state: "uncertain", code: "CHAT_NO_ANSWER", acceptedAt: 1_760_000_000_000, chatType: "users" };
  return { id, ...usual, to: [id], type: "txt", preview: "", ...changes };
}

function contentsOf(messages: readonly Readonly<Record<string, unknown>>[], waiting = 0): unknown {
  const failed = messages.filter(({ state }) => state === "failed").length;
  return { census: { waiting, uncertain: messages.length - failed, failed }, parked: messages };
}

/** Does what is asked, as the real one does. */
function decide(fake: FakeOutbox, request: Request): unknown {
  if (fake.status !== 200) return {};
  const asked = request.postDataJSON() as { readonly ids: readonly string[] | "all" };
  fake.decisions.push(asked);
  const before = (fake.contents as { readonly parked: typeof parked }).parked;
  const left = before.filter(({ id }) => asked.ids !== "all" && !asked.ids.includes(String(id)));
  fake.contents = contentsOf(left);
  return { decided: before.length - left.length };
}

function text(key: string, language = "en-US"): string {
  const found = catalogueOf(language, "config").get(key);
  if (found === undefined) throw new Error(`there is no text ${key}`);
  return found;
}

function entry(page: Page, place: number): Locator {
  return page.locator(".agora-chat-parked > li").nth(place);
}

async function press(page: Page, place: Locator, key: string): Promise<void> {
  await place.getByRole("button", { name: text(key) }).focus();
  await page.keyboard.press("Enter");
}

async function shows(page: Page, count: number): Promise<void> {
  const items = page.locator(".agora-chat-parked > li");
  const until = Date.now() + 5000;
  while ((await items.count()) !== count && Date.now() < until) await page.waitForTimeout(20);
  should(await items.count()).equal(count);
  await page.locator(".agora-chat-outbox:not([aria-busy])").waitFor();
}

/** The button that has the focus, and the recipient of its message: what a screen reader says of it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    const title = document.getElementById(activeElement?.getAttribute("aria-describedby") ?? "");
    return `${activeElement?.textContent.trim() ?? ""}: ${title?.querySelector("bdi")?.textContent ?? ""}`;
  });
}

async function numbers(page: Page): Promise<readonly string[]> {
  return page.locator(".agora-chat-outbox-counts strong").allInnerTexts();
}

async function openDialog(page: Page): Promise<void> {
  await page.evaluate('RED.editor.editConfig("", "agora-chat-config", "app")');
  await unfold(page);
}

async function unfold(page: Page): Promise<void> {
  await page.locator('details[data-agora-chat-section="outbox"]').waitFor();
  await page.waitForTimeout(400);
  await page
    .locator('details[data-agora-chat-section="outbox"]')
    .evaluate((section) => ((section as HTMLDetailsElement).open = true));
}
