import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import should from "should";
import type { Emulator } from "../../src/emulator/emulator";
import { film } from "../fixtures/film";
import { sound } from "../fixtures/sound";
import { until } from "./until";
import { useEmulatorPage } from "./use-emulator-page";

const picture = readFileSync(join(__dirname, "../../src/emulator/page/samples/greenhouse.png"));
const dayMs = 86_400_000;
const desktop = { locale: "en-US", viewport: { width: 1280, height: 900 } } as const;

describe("the emulator's page with files, recalled and imported messages", function () {
  this.timeout(30_000);
  const used = useEmulatorPage(desktop);
  let emulator: Emulator;
  let page: Page;
  let complaints: readonly string[] = [];

  beforeEach(() => {
    ({ emulator, page, complaints } = used.current());
  });

  async function call(method: string, path: string, body: object | FormData): Promise<Answer> {
    const { orgName, appName, readyToken } = emulator.app;
    const isForm = body instanceof FormData;
    const response = await fetch(`${emulator.url}/${orgName}/${appName}/${path}`, {
      method,
      headers: { authorization: `Bearer ${readyToken}`, "restrict-access": "true", ...(isForm ? {} : json) },
      body: isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    should(response.status).equal(200, text);
    return JSON.parse(text) as Answer;
  }

  /** Uploads a file that nobody gets without its secret, and returns its address and its place on the page. */
  async function upload(bytes: Buffer, filename: string, type: string): Promise<{ url: string; ownUrl: string }> {
    const form = new FormData();
    form.append("file", new File([new Uint8Array(bytes)], filename, { type }));
    const { uri, entities } = await call("POST", "chatfiles", form);
    const uuid = entities?.[0]?.uuid ?? "";
    return { url: `${uri}/${uuid}`, ownUrl: `/files/${uuid}` };
  }

  async function send(type: string, body: object): Promise<string> {
    const { data } = await call("POST", "messages/users", { from: "greenhouse", to: ["alice"], type, body });
    return data?.["alice"] ?? "";
  }

  const bubble = (type: string): Locator => page.locator(`.bubble[data-type="${type}"]`);

  it("shows a picture's thumbnail in its shape, and all of it when it is pressed", async () => {
    const { url, ownUrl } = await upload(picture, "greenhouse.png", "image/png");
    // As on a slow line: the bubble is there before the picture is.
    let letThrough = (): void => undefined;
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route("**/files/*", async (route) => {
      await held;
      await route.continue();
    });
    await send("img", { url, filename: "greenhouse.png", size: { width: 640, height: 400 } });
    const frame = page.locator(".picture");
    await frame.waitFor();
    const before = await frame.boundingBox();
    letThrough();
    await page.locator(".picture.loaded").waitFor();
    should(await frame.boundingBox()).eql(before);
    should((before?.width ?? 0) / (before?.height ?? 1)).be.approximately(1.6, 0.02);
    should(await frame.locator("img").getAttribute("src")).equal(`${ownUrl}?thumbnail`);
    should(await frame.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).be.belowOrEqual(170);

    await page.getByRole("button", { name: "Enlarge: greenhouse.png" }).click();
    const dialog = page.getByRole("dialog", { name: "greenhouse.png" });
    await dialog.getByText("640 × 400").waitFor();
    should(await dialog.getByRole("img", { name: "greenhouse.png" }).getAttribute("src")).equal(ownUrl);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    should(await frame.evaluate((element) => element === document.activeElement)).be.true();
    should(complaints).be.empty();
  });

  it("closes the large picture with its cross, and with a press beside it", async () => {
    const { url } = await upload(picture, "greenhouse.png", "image/png");
    await send("img", { url, filename: "greenhouse.png", size: { width: 640, height: 400 } });
    await page.locator(".picture.loaded").click();
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.locator(".picture.loaded").click();
    await page.locator("dialog").click({ position: { x: 10, y: 800 } });
    await page.locator("dialog").waitFor({ state: "detached" });
  });

  it("plays a sound, and goes where the reader wants to go in it", async () => {
    const { url } = await upload(sound(30), "pump.wav", "audio/wav");
    await send("audio", { url, filename: "pump.wav", length: 30 });
    await page.getByRole("button", { name: "Play: Voice message" }).click();
    const audio = bubble("audio").locator("audio");
    await page.getByRole("slider", { name: "Position" }).and(page.locator(":enabled")).fill("50");
    await bubble("audio").getByText("0:15").waitFor({ timeout: 5_000 });
    await page.getByRole("button", { name: "Pause: Voice message" }).click();
    should(await audio.evaluate((element: HTMLAudioElement) => element.paused)).be.true();
    should(complaints).be.empty();
  });

  it("plays a film in its place, behind its thumbnail until then", async () => {
    const { url } = await upload(film, "gate.webm", "video/webm");
    const thumb = await upload(picture, "gate.png", "image/png");
    await send("video", { url, thumb: thumb.url, filename: "gate.webm", length: 1, file_length: film.length });
    should(await bubble("video").locator("img").getAttribute("src")).equal(thumb.ownUrl);
    await page.getByRole("button", { name: "Play: gate.webm" }).click();
    const element = bubble("video").locator("video");
    await element.evaluate(
      (video: HTMLVideoElement) =>
        new Promise((done) => (video.ended ? done(true) : video.addEventListener("ended", done, { once: true }))),
    );
    should(await element.getAttribute("poster")).equal(thumb.ownUrl);
    should(complaints).be.empty();
  });

  it("offers a file under its name, with the size that it has", async () => {
    const bytes = Buffer.alloc(15_360, "leaf");
    const { url } = await upload(bytes, "Bericht 温室.pdf", "application/pdf");
    await send("file", { url, filename: "Bericht 温室.pdf" });
    await bubble("file").getByText("15 kB").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), bubble("file").locator("a").click()]);
    should(download.suggestedFilename()).equal("Bericht 温室.pdf");
    should(readFileSync(await download.path()).equals(bytes)).be.true();
    should(complaints).be.empty();
  });

  it("says of every kind of file that it is gone", async () => {
    const { url } = await upload(picture, "a.png", "image/png");
    await send("img", { url, filename: "night.png" });
    await send("audio", { url, filename: "night.amr", length: 7 });
    await send("video", { url, filename: "night.mp4", length: 7 });
    await send("file", { url, filename: "night.pdf" });
    await page.context().close();
    emulator.clock.advance(8 * dayMs);
    ({ page, complaints } = await used.reopen(desktop));
    await until(async () => (await page.locator(".gone").count()) === 4);
    const texts = await page.locator(".gone").allInnerTexts();
    for (const [index, name] of ["night.png", "night.amr", "night.mp4", "night.pdf"].entries()) {
      should(texts[index]).startWith("File no longer here").and.containEql(name);
    }
  });

  it("says what this browser cannot play, and offers it to others", async () => {
    const { url, ownUrl } = await upload(Buffer.from("#!AMR\nnot for browsers"), "pump.amr", "audio/amr");
    await send("audio", { url, filename: "pump.amr", length: 3 });
    await page.getByRole("button", { name: "Play: Voice message" }).click();
    await bubble("audio").getByText("Sound cannot be played").waitFor();
    should(await bubble("audio").getByRole("link", { name: "Download" }).getAttribute("href")).equal(ownUrl);
  });

  it("strikes a recalled message where it stands, in the list too, with nothing left of it", async () => {
    await send("txt", { msg: "first" });
    const id = await send("txt", { msg: "bed 3 is on fire" });
    await page.locator(".bubble", { hasText: "on fire" }).waitFor();
    await call("POST", "messages/msg_recall", { msg_id: id, to: "alice", chat_type: "chat", force: true });
    await bubble("recalled").waitFor();
    should(await page.locator(".bubble").count()).equal(2);
    should(await bubble("recalled").innerText()).startWith("Message recalled");
    should(await page.locator(".conversation .preview").innerText()).equal("Message recalled");
    await bubble("recalled").locator("summary").click();
    should(await bubble("recalled").locator("pre").innerText()).containEql(id);
    should(await page.locator("body").innerText()).not.containEql("on fire");

    await page.reload();
    await bubble("recalled").waitFor();
    should(await page.locator("body").innerText()).not.containEql("on fire");
    should(complaints).be.empty();
  });

  it("tells between the messages who has deleted the conversation", async () => {
    await send("txt", { msg: "before" });
    const body = { channel: "greenhouse", type: "chat", delete_roam: true };
    await call("DELETE", "users/alice/user_channel", body);
    await page.locator(".notice").waitFor();
    await send("txt", { msg: "after" });
    await page.locator(".bubble", { hasText: "after" }).waitFor();
    should(plain(await page.locator(".rows").innerText())).match(
      /before[^]*alice deleted the chat with greenhouse, on their side only[^]*after/,
    );
    should(complaints).be.empty();
  });

  it("puts an imported message where its time belongs, marked, and rings for none", async () => {
    await send("txt", { msg: "today" });
    const now = Date.now();
    for (const [msg, days] of [
      ["last week", 7],
      ["the day before", 6],
    ] as const) {
      await call("POST", "messages/users/import", {
        from: "greenhouse",
        target: "alice",
        type: "txt",
        body: { msg },
        msg_timestamp: now - days * dayMs,
      });
    }
    await page.locator(".bubble", { hasText: "the day before" }).waitFor();
    should(await page.locator(".bubble .text").allInnerTexts()).eql(["last week", "the day before", "today"]);
    should(await page.locator(".bubble .imported").allInnerTexts()).eql(["Imported", "Imported"]);
    should(await page.locator(".day").count()).equal(3);
    should(await page.locator(".conversation .preview").innerText()).equal("today");
    should(await page.title()).equal("Chat emulator");
    should(complaints).be.empty();
  });

  it("keeps an opened message open while others come, go and are struck", async () => {
    await send("txt", { msg: "open me" });
    await bubble("txt").locator("summary").click();
    const id = await send("txt", { msg: "strike me" });
    await page.locator(".bubble", { hasText: "strike me" }).waitFor();
    await call("POST", "messages/msg_recall", { msg_id: id, to: "alice", chat_type: "chat", force: true });
    await bubble("recalled").waitFor();
    should(await bubble("txt").locator("details[open] pre").count()).equal(1);
  });
});

interface Answer {
  readonly uri?: string;
  readonly entities?: readonly { readonly uuid?: string }[];
  readonly data?: Readonly<Record<string, string>>;
}

const json = { "content-type": "application/json" };

/** Without the signs that keep names of other directions apart. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, "");
