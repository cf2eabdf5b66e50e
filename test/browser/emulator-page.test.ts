import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import should from "should";
import type { Emulator } from "../../src/emulator/emulator";
import { until } from "./until";
import { useEmulatorPage } from "./use-emulator-page";

const wide = { locale: "en-US", viewport: { width: 1280, height: 900 } };
const chatTypes = ["users", "chatgroups"] as const;

interface Envelope {
  readonly to: readonly string[];
  readonly type: string;
  readonly body: object;
  readonly from?: string;
  readonly ext?: object;
}

describe("the emulator's page", function () {
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

  async function send(chatType: (typeof chatTypes)[number], envelope: Envelope): Promise<void> {
    const { orgName, appName, readyToken } = emulator.app;
    const response = await fetch(`${emulator.url}/${orgName}/${appName}/messages/${chatType}`, {
      method: "POST",
      headers: { authorization: `Bearer ${readyToken}`, "content-type": "application/json" },
      body: JSON.stringify(envelope),
    });
    should(response.status).equal(200, await response.text());
  }

  const row = (key: string): Locator => page.locator(`[data-conversation="${key}"]`);
  const bubble = (type: string): Locator => page.locator(`.bubble[data-type="${type}"]`);

  it("says before the first message how to send one, and what to paste", async () => {
    const text = await page.locator(".empty").innerText();
    should(text)
      .match(/Node-RED/)
      .and.match(/alice/);
    should(text).containEql(emulator.app.appKey).and.containEql(emulator.url);
    should(complaints).be.empty();
  });

  for (const chatType of chatTypes) {
    it(`shows every type of message to ${chatType} as it arrives`, async () => {
      const to = chatType === "users" ? "alice" : "184524748161025";
      const picture = `${emulator.url}/samples/greenhouse.png`;
      const size = { width: 640, height: 400 };
      const place = { lat: "52.3702", lng: "-4.8952", addr: "greenhouse B" };
      const bodies: readonly (readonly [string, object])[] = [
        ["txt", { msg: "soil too dry\nsee https://example.com/bed/4." }],
        ["img", { url: picture, filename: "greenhouse.png", size }],
        ["audio", { url: "http://127.0.0.1/voice.amr", filename: "voice.amr", length: 7 }],
        ["video", { url: "http://127.0.0.1/gate.mp4", thumb: picture, length: 75, file_length: 2_412_341 }],
        ["file", { url: "http://127.0.0.1/plan.pdf", filename: "plan.pdf" }],
        ["loc", place],
        ["cmd", { action: "water-valve:open" }],
        ["custom", { customEvent: "soil.moisture", customExts: { sensor: "bed-4", moisture: "17 %" } }],
      ];
      for (const [type, body] of bodies) {
        await send(chatType, { from: "greenhouse", to: [to], type, body });
        await bubble(type).waitFor();
      }

      should(await page.locator("h2").innerText()).equal(to);
      should(await bubble("txt").locator("a").getAttribute("href")).equal("https://example.com/bed/4");
      await page.locator(".picture.loaded").waitFor();
      should(await bubble("audio").innerText()).containEql("0:07");
      should(await bubble("video").innerText())
        .containEql("1:15")
        .and.containEql("2.3 MB");
      should(await bubble("file").locator("a").getAttribute("href")).equal("http://127.0.0.1/plan.pdf");
      should(await bubble("loc").innerText())
        .containEql("greenhouse B")
        .and.containEql("52.3702° N, 4.8952° W");
      should(await bubble("cmd").innerText()).containEql("cmd: water-valve:open");
      should(await bubble("custom").locator("tr").allInnerTexts()).have.length(2);
      should(await row(`${chatType}/${to}`).innerText()).containEql("Custom message: soil.moisture");
      should(complaints).be.empty();
    });
  }

  it("tells what ext says about the push, and all of a message on request", async () => {
    const ext = {
      em_ignore_notification: true,
      em_apns_ext: { em_push_title: "Frost", em_push_content: "Close the vents" },
    };
    await send("users", { to: ["alice"], type: "txt", body: { msg: "2 °C" }, ext });
    await bubble("txt").waitFor();
    should(await bubble("txt").locator(".chip").allInnerTexts()).eql(["Silent push", "Push:\nFrost\nClose the vents"]);
    await bubble("txt").locator("summary").click();
    const raw = JSON.parse(await bubble("txt").locator("pre").innerText()) as unknown;
    should(raw).containDeep({ id: emulator.messages()[0]?.id, dialect: "current", ext });
  });

  it("counts what arrives in conversations that are not open", async () => {
    await send("users", { to: ["alice"], type: "txt", body: { msg: "first" } });
    await bubble("txt").waitFor();
    await send("users", { to: ["bob"], type: "txt", body: { msg: "one" } });
    await send("users", { to: ["bob"], type: "txt", body: { msg: "two" } });
    await row("users/bob").getByText("two").waitFor();
    should(await row("users/bob").locator(".unread").innerText()).equal("2");
    should(await page.title()).equal("(2) Chat emulator");
    await row("users/bob").click();
    await page.locator(".bubble", { hasText: "one" }).waitFor();
    should(await row("users/bob").locator(".unread").isVisible()).be.false();
  });

  it("says that a picture cannot be reached, with its name and address", async () => {
    const url = `${emulator.url}/samples/none.png`;
    await send("users", { to: ["alice"], type: "img", body: { url, filename: "gate.png" } });
    await page.locator(".unreachable").waitFor();
    should(await bubble("img").innerText())
      .containEql("gate.png")
      .and.containEql(url);
  });

  it("shows markup in texts, names and addresses as text", async () => {
    const markup = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
    const url = `http://127.0.0.1/"onmouseover="alert(3)`;
    await send("users", { from: markup, to: [markup], type: "txt", body: { msg: `${markup} javascript:alert(4)` } });
    await send("users", { from: markup, to: [markup], type: "file", body: { url, filename: markup } });
    await send("users", {
      to: [markup],
      type: "custom",
      body: { customExts: { [markup]: markup } },
      ext: { em_apns_ext: { em_push_title: markup } },
    });
    await bubble("custom").waitFor();

    should(await page.locator("h2").innerText()).equal(markup);
    should(await page.locator(".sender").first().innerText()).equal(markup);
    should(await bubble("txt").locator(".text").innerText()).equal(`${markup} javascript:alert(4)`);
    should(await bubble("txt").locator("a").count()).equal(0);
    should(await bubble("file").locator("strong").innerText()).equal(markup);
    should(await bubble("custom").locator("td").innerText()).equal(markup);
    should(await bubble("custom").locator(".chip b").innerText()).equal(markup);
    should(await page.locator("body img, body script, [onmouseover], [onerror]").count()).equal(0);
    should(complaints).be.empty();
  });

  it("takes a burst to 600 users, and shows an excerpt of the list", async () => {
    const to = Array.from({ length: 600 }, (_, index) => `user-${index}`);
    // Two requests, because of the 5 KB that one may have.
    await send("users", { to: to.slice(0, 300), type: "txt", body: { msg: "frost" } });
    await send("users", { to: to.slice(300), type: "txt", body: { msg: "frost" } });
    await until(async () => (await page.title()).startsWith("(599)"));
    should(await page.locator(".conversation").count()).equal(200);
    await page.getByRole("searchbox").fill("user-599");
    await until(async () => (await page.locator(".conversation").count()) === 1);
    should(await row("users/user-599").count()).equal(1);
    should(complaints).be.empty();
  });

  it("stays where the reader has scrolled to, and offers the new messages", async () => {
    const msg = Array.from({ length: 60 }, (_, index) => `line ${index}`).join("\n");
    await send("users", { to: ["alice"], type: "txt", body: { msg } });
    await bubble("txt").waitFor();
    // The page hears of it in the frame that follows.
    await page.locator(".log").evaluate(async (log) => {
      log.scrollTo(0, 0);
      await new Promise((done) => log.addEventListener("scroll", done, { once: true }));
    });
    await send("users", { to: ["alice"], type: "txt", body: { msg: "the newest" } });
    await page.getByRole("button", { name: "1 new message" }).waitFor();
    should(await page.locator(".log").evaluate((log) => log.scrollTop)).equal(0);
    await page.getByRole("button", { name: "1 new message" }).click();
    should(await page.locator(".log").evaluate((log) => log.scrollTop)).be.above(0);
    should(await page.locator(".pill").isVisible()).be.false();
  });

  it("is empty after a reset, and shows what comes then", async () => {
    await send("users", { to: ["alice"], type: "txt", body: { msg: "before" } });
    await bubble("txt").waitFor();
    emulator.reset();
    await page.locator(".empty").waitFor();
    should(await page.locator(".conversation").count()).equal(0);
    await send("users", { to: ["bob"], type: "txt", body: { msg: "after" } });
    should(await bubble("txt").locator(".text").innerText()).equal("after");
    should(complaints).be.empty();
  });

  it("says when it has lost the emulator, and catches up by itself", async () => {
    await send("users", { to: ["alice"], type: "txt", body: { msg: "before" } });
    await bubble("txt").waitFor();
    const port = Number(new URL(emulator.url).port);
    await emulator.stop();
    await page.locator(".side .connection.reconnecting").waitFor();
    emulator = await used.restart({ port });
    await send("users", { to: ["alice"], type: "txt", body: { msg: "while away" } });
    await page.locator(".bubble", { hasText: "while away" }).waitFor();
    await page.locator(".side .connection.live").waitFor();
    should(await page.locator(".bubble", { hasText: "before" }).count()).equal(0);
  });

  it("counts down while the service is away, and then has all that it showed and what came since", async () => {
    const many = Array.from({ length: 520 }, (_, index) => `alarm ${index}`);
    for (const msg of many) await send("users", { to: ["alice"], type: "txt", body: { msg } });
    // More than the emulator tells a page that comes back.
    await page.getByText("520 messages").waitFor();
    const away = page.locator(".away-banner");
    should(await away.isVisible()).be.false();

    await emulator.goAway(2_500);
    await away.getByText("The service is away, back in 2 s").waitFor();
    should(await page.locator(".side .connection").innerText()).equal("Away");
    should(await bubble("txt").last().innerText()).containEql("alarm 519");

    await page.locator(".side .connection.live").waitFor();
    should(await away.isVisible()).be.false();
    await send("users", { to: ["alice"], type: "txt", body: { msg: "after" } });
    await page.getByText("521 messages").waitFor();
    should(await bubble("txt").last().innerText()).containEql("after");
    should(await page.title()).equal("Chat emulator");
  });

  it("says that the service is away when nobody knows for how long, or when it takes longer", async () => {
    const away = page.locator(".away-banner");
    await emulator.goAway();
    await away.getByText("The service is away", { exact: true }).waitFor();
    await emulator.comeBack();
    await away.waitFor({ state: "hidden" });
    await emulator.goAway(100);
    await away.getByText("The service is away, back any moment").waitFor();
    await away.waitFor({ state: "hidden" });
  });

  it("shows how many calls the service let through in the last second, and how many it refused", async () => {
    emulator = await used.restart({ limits: { callsPerSecond: 3 } });
    await reopen(wide);
    for (let call = 0; call < 3; call += 1) await send("users", { to: ["alice"], type: "txt", body: { msg: "frost" } });
    await should(send("users", { to: ["alice"], type: "txt", body: { msg: "frost" } })).be.rejected();
    await page.getByText("3 of 3 calls in the last second").waitFor();
    await page.getByText("1 refused").waitFor();
    await page.getByText("0 of 3 calls in the last second").waitFor();
  });

  it("keeps up with a hundred messages a second in several conversations", async () => {
    const startedAt = performance.now();
    const people = ["ann", "ben", "cho", "dia", "eli"];
    const sends: Promise<void>[] = [];
    for (let index = 0; index < 500; index += 1) {
      const to = people[index % people.length] ?? "";
      sends.push(send("users", { from: "greenhouse", to: [to], type: "txt", body: { msg: `alarm ${index}` } }));
      await new Promise((resolve) => setTimeout(resolve, startedAt + index * 10 - performance.now()));
    }
    await row("users/eli").getByText("alarm 499").waitFor({ timeout: 2_000 });
    await Promise.all(sends);
    should(await page.locator(".chat-subtitle").innerText()).containEql("100 messages");
    should(await page.title()).equal("(400) Chat emulator");
    should(complaints).be.empty();
  });

  it("shows list and conversation one at a time where there is no room for both", async () => {
    await reopen({ locale: "en-US", viewport: { width: 390, height: 800 } });
    await send("users", { to: ["alice"], type: "txt", body: { msg: "hello" } });
    await row("users/alice").click();
    await bubble("txt").waitFor();
    should(await row("users/alice").isVisible()).be.false();
    await page.getByRole("button", { name: "Back to all chats" }).click();
    await row("users/alice").waitFor();
    should(await bubble("txt").isVisible()).be.false();
  });

  it("speaks Chinese to a reader of Chinese", async () => {
    await reopen({ locale: "zh-CN", viewport: { width: 1280, height: 900 } });
    should(await page.locator("h1").innerText()).equal("聊天模拟器");
    should(await page.locator("html").getAttribute("lang")).equal("zh-CN");
  });
});
