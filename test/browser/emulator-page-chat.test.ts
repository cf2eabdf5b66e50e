import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import should from "should";
import type { Emulator } from "../../src/emulator/emulator";
import { until } from "./until";
import { useEmulatorPage } from "./use-emulator-page";

const wide = { locale: "en-US", viewport: { width: 1280, height: 900 } };

describe("writing on the emulator's page", function () {
  this.timeout(30_000);
  const used = useEmulatorPage(wide);
  let emulator: Emulator;
  let page: Page;
  let complaints: readonly string[] = [];

  beforeEach(() => {
    ({ emulator, page, complaints } = used.current());
  });

  async function reopen(options: BrowserContextOptions): Promise<void> {
    ({ page, complaints } = await used.reopen(options));
  }

  /** As a flow answers. */
  async function send(chatType: "users" | "chatgroups", from: string, to: string, msg: string): Promise<void> {
    const { orgName, appName, readyToken } = emulator.app;
    const response = await fetch(`${emulator.url}/${orgName}/${appName}/messages/${chatType}`, {
      method: "POST",
      headers: { authorization: `Bearer ${readyToken}`, "content-type": "application/json" },
      body: JSON.stringify({ from, to: [to], type: "txt", body: { msg } }),
    });
    should(response.status).equal(200, await response.text());
  }

  async function begin(writer: string, kind: "User" | "Group" | "Room", to: string): Promise<void> {
    await page.getByRole("button", { name: "New conversation" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New conversation" });
    await dialog.getByLabel("Who writes").fill(writer);
    await dialog.getByText(kind, { exact: true }).click();
    await dialog.getByLabel(`${kind} id`).fill(to);
    await page.keyboard.press("Enter");
    await composer().waitFor();
  }

  const composer = (): Locator => page.locator(".composer textarea");
  const trouble = (): Locator => page.getByRole("alert");
  const own = (): Locator => page.locator(".own .bubble");
  const text = (one: Locator): Promise<string> => one.locator(".text").innerText();
  const hasFocus = (one: Locator): Promise<boolean> => one.evaluate((element) => element === document.activeElement);

  it("begins from an empty page: a command goes out as from the user, and its answer appears below it", async () => {
    emulator.onMessage(({ from, body }) => {
      if (body["msg"] === "/status") void send("users", "greenhouse", from, "21 °C");
    });
    await page.locator(".empty").getByRole("button", { name: "New conversation" }).click();
    await page.keyboard.press("Escape");
    await begin("alice", "User", "greenhouse");
    should(await hasFocus(composer())).be.true();
    should(await composer().getAttribute("placeholder")).match(/^Message as .alice.$/);
    await page.keyboard.type("/status");
    await page.keyboard.press("Enter");
    await page.locator(".row:not(.own) .bubble").waitFor();

    should(emulator.messages()[0]).containEql({ from: "alice", to: "greenhouse", chatType: "users", type: "txt" });
    should(await page.locator("h2").innerText()).equal("alice");
    should(await page.locator(".bubble .text").allInnerTexts()).eql(["/status", "21 °C"]);
    should(await text(own())).equal("/status");
    should(await composer().inputValue()).equal("");
    should(await hasFocus(composer())).be.true();
    should(complaints).be.empty();
  });

  it("shows the user's own messages on the user's phone after the page is loaded anew, too", async () => {
    await emulator.say({ from: "alice", chatType: "users", to: "greenhouse", body: { msg: "/status" } });
    await send("users", "admin", "alice", "21 °C");
    await page.goto(`${emulator.url}/#users/alice`);
    await page.reload();
    await own().waitFor();
    should(await page.locator(".bubble .text").allInnerTexts()).eql(["/status", "21 °C"]);
    should(await own().locator(".sender").innerText()).containEql("greenhouse");
  });

  it("writes to whom the user wrote last, and to somebody else when told so", async () => {
    await send("users", "greenhouse", "alice", "frost");
    await composer().fill("which bed?");
    await send("users", "admin", "alice", "backup done");
    await page.locator(".bubble").nth(1).waitFor();
    await composer().press("Enter");
    await own().waitFor();
    await page.getByRole("combobox", { name: "To" }).selectOption("Someone else…");
    await page.getByRole("textbox", { name: "To" }).fill("bob");
    await page.keyboard.press("Enter");
    should(await hasFocus(composer())).be.true();
    await page.keyboard.type("do you know?");
    await page.keyboard.press("Enter");
    await own().nth(1).waitFor();
    const said = emulator.messages().filter(({ from }) => from === "alice");
    should(said.map(({ to }) => to)).eql(["greenhouse", "bob"]);
  });

  it("writes into a group as one of those who are in it, whose side changes with who writes", async () => {
    await emulator.say({ from: "bob", chatType: "chatgroups", to: "42", body: { msg: "who waters?" } });
    await emulator.say({ from: "carol", chatType: "chatgroups", to: "42", body: { msg: "I do" } });
    await own().waitFor();
    should(await text(own())).equal("I do");
    await page.getByRole("combobox", { name: "As" }).selectOption("bob");
    await page.locator(".own", { hasText: "who waters?" }).waitFor();
    await composer().fill("thanks");
    await page.getByRole("button", { name: "Send" }).click();
    await own().nth(1).waitFor();
    should(emulator.messages()[2]).containEql({ from: "bob", to: "42", chatType: "chatgroups" });
    should(await hasFocus(composer())).be.true();
  });

  it("begins in a room", async () => {
    await begin("dora", "Room", "hall");
    await page.keyboard.type("hello");
    await page.keyboard.press("Enter");
    await own().waitFor();
    should(emulator.messages()[0]).containEql({ from: "dora", to: "hall", chatType: "chatrooms" });
  });

  it("begins a line with Shift and Enter, grows with it, and sends nothing that is empty", async () => {
    await begin("alice", "User", "greenhouse");
    const height = async (): Promise<number> => (await composer().boundingBox())?.height ?? 0;
    const low = await height();
    await page.keyboard.press("Enter");
    await page.keyboard.type("bed 4");
    for (const line of ["is", "dry"]) {
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type(line);
    }
    should(await height()).be.above(low + 30);
    should(emulator.messages()).be.empty();
    await page.keyboard.press("Enter");
    await own().waitFor();
    should(emulator.messages().map(({ body }) => body["msg"])).eql(["bed 4\nis\ndry"]);
    should(await height()).equal(low);
  });

  it("does not send while characters are being composed", async () => {
    await begin("alice", "User", "greenhouse");
    await composer().fill("你好");
    await composer().evaluate((element) => {
      const enter = { key: "Enter", bubbles: true, cancelable: true };
      element.dispatchEvent(new KeyboardEvent("keydown", { ...enter, isComposing: true }));
      // Safari's order: the composition has ended when its Enter arrives.
      element.dispatchEvent(new CompositionEvent("compositionend"));
      element.dispatchEvent(new KeyboardEvent("keydown", enter));
    });
    await page.waitForTimeout(100);
    should(emulator.messages()).be.empty();
    await composer().press("Enter");
    await own().waitFor();
    should(emulator.messages().map(({ body }) => body["msg"])).eql(["你好"]);
  });

  it("keeps a text that is refused before it is sent where it was typed, with the reason", async () => {
    const flow = await flowThatSays({ valid: false, code: "<b>No advertising</b>" });
    try {
      const url = `http://127.0.0.1:${(flow.address() as AddressInfo).port}/`;
      emulator.setCallbacks([{ when: "pre-send", url, secret: "green", timeoutMs: 5_000 }]);
      await begin("alice", "User", "greenhouse");
      await page.keyboard.type("cheap seeds");
      await page.keyboard.press("Enter");
      await page.getByText("Refused before it was sent").waitFor();
      should(await trouble().innerText()).containEql("<b>No advertising</b>");
      should(await composer().inputValue()).equal("cheap seeds");
      should(await hasFocus(composer())).be.true();
      should(emulator.messages()).be.empty();

      emulator.setCallbacks([]);
      await page.keyboard.press("Enter");
      await own().waitFor();
      should(await trouble().innerText()).equal("");
    } finally {
      flow.close();
      flow.closeAllConnections();
    }
  });

  it("keeps a text while the service is away, one for each conversation", async () => {
    await begin("alice", "User", "greenhouse");
    await emulator.goAway();
    await page.locator(".away-banner").waitFor();
    await composer().fill("are you there?");
    await composer().press("Enter");
    await page.getByText("Not sent: the service is away.").waitFor();
    await begin("bob", "User", "greenhouse");
    should(await composer().inputValue()).equal("");
    should(await trouble().innerText()).equal("");
    await page.locator('[data-conversation="users/alice"]').click();
    await until(async () => (await composer().inputValue()) === "are you there?");
    await emulator.comeBack();
    await page.locator(".side .connection.live").waitFor();
    await composer().press("Enter");
    await own().waitFor();
    should(await composer().inputValue()).equal("");
  });

  it("says why when the emulator does not take a text or cannot be reached, and loses nothing typed meanwhile", async () => {
    await begin("alice", "User", "greenhouse");
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/emulator/say", async (route) => {
      await answered;
      await route.fulfill({ status: 400, json: { error: "body is missing" } });
    });
    await page.keyboard.type("first");
    await page.keyboard.press("Enter");
    await page.keyboard.type("second");
    answer();
    await page.getByText("Not sent: ").waitFor();
    should(await trouble().innerText()).containEql("body is missing");
    should(await composer().inputValue()).equal("first\nsecond");

    await page.unroute("**/emulator/say");
    await page.route("**/emulator/say", (route) => route.abort());
    await page.keyboard.press("Enter");
    await page.getByText("Not sent: the emulator cannot be reached.").waitFor();
    should(await composer().inputValue()).equal("first\nsecond");
  });

  it("sends two texts one after the other when Enter is faster than the answer", async () => {
    await begin("alice", "User", "greenhouse");
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/emulator/say", async (route) => {
      await answered;
      await route.continue();
    });
    for (const msg of ["first", "second"]) {
      await page.keyboard.type(msg);
      await page.keyboard.press("Enter");
    }
    answer();
    await own().nth(1).waitFor();
    should(emulator.messages().map(({ body }) => body["msg"])).eql(["first", "second"]);
  });

  it("tells how much of the 5 KB is left when it gets tight, and keeps what is longer", async () => {
    await begin("alice", "User", "greenhouse");
    const most = 5_120 - '{"from":"alice","chatType":"users","to":"greenhouse","type":"txt","body":{"msg":""}}'.length;
    await composer().fill("x".repeat(most - 100));
    await page.getByText("100 bytes left").waitFor();
    await composer().fill("x".repeat(most + 1));
    await page.getByText("1 byte too long; 5 KB is the most").waitFor();
    await composer().press("Enter");
    should(await composer().inputValue()).have.length(most + 1);
    await composer().fill("x".repeat(most));
    await composer().press("Enter");
    await own().waitFor();
    should(emulator.messages()).have.length(1);
  });

  it("says that nobody hears it as long as there is nobody to call back", async () => {
    await begin("alice", "User", "greenhouse");
    const note = page.getByText("Nobody hears this: start the emulator with --callback URL");
    should(await note.isVisible()).be.true();
    emulator.setCallbacks([{ when: "post-send", url: "http://127.0.0.1:9/", secret: "green" }]);
    await page.reload();
    await send("users", "greenhouse", "alice", "frost");
    await page.locator(".bubble").waitFor();
    should(await note.isVisible()).be.false();
  });

  it("stays at the end with what is written, wherever the reader was", async () => {
    await send("users", "greenhouse", "alice", Array.from({ length: 60 }, (_, line) => `line ${line}`).join("\n"));
    await page.locator(".bubble").waitFor();
    await page.locator(".log").evaluate(async (log) => {
      log.scrollTo(0, 0);
      await new Promise((done) => log.addEventListener("scroll", done, { once: true }));
    });
    await composer().fill("thanks");
    await composer().press("Enter");
    await own().waitFor();
    await until(() => page.locator(".log").evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2));
  });

  it("is one screen on a phone: the question, the conversation, and back to the list", async () => {
    await reopen({ locale: "en-US", viewport: { width: 390, height: 780 } });
    await begin("alice", "User", "greenhouse");
    should(await page.locator("h1").isVisible()).be.false();
    await page.keyboard.type("hello");
    await page.getByRole("button", { name: "Send" }).click();
    await own().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    should(overflow).equal(0);
    await page.getByRole("button", { name: "Back to all chats" }).click();
    await page.locator('[data-conversation="users/alice"]').getByText("alice: hello").waitFor();
  });

  it("asks for a name where none is known", async () => {
    await send("chatgroups", "admin", "42", "frost");
    await composer().fill("where?");
    await composer().press("Enter");
    should(await trouble().innerText()).equal("Who writes it? Choose or type a name.");
    should(await hasFocus(page.getByRole("textbox", { name: "As" }))).be.true();
    await page.keyboard.type("alice");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await own().waitFor();
    should(emulator.messages()[1]).containEql({ from: "alice", to: "42" });
  });

  it("speaks Chinese to a writer of Chinese", async () => {
    await reopen({ ...wide, locale: "zh-CN" });
    await page.locator(".empty").getByRole("button", { name: "新建会话" }).click();
    await page.getByRole("dialog", { name: "新建会话" }).getByLabel("用户 ID").fill("大棚");
    await page.keyboard.press("Enter");
    await page.getByText("请用 --callback URL 启动模拟器").waitFor();
    await page.keyboard.type("你好");
    await page.getByRole("button", { name: "发送" }).click();
    await own().waitFor();
    should(emulator.messages()[0]).containEql({ from: "alice", to: "大棚" });
  });
});

/** Answers every callback alike. */
async function flowThatSays(verdict: object): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end(JSON.stringify(verdict));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
