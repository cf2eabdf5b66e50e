import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import should from "should";
import { createEmulator, type Emulator } from "../../src/emulator/emulator";
import { launchBrowser } from "./browser";
import type { UploadAnswer } from "./vendor-sdk-page";

const bytes = readFileSync(join(__dirname, "../../src/emulator/page/samples/greenhouse.png"));
const picture = { content: bytes.toString("base64"), name: "Gewächshaus 温室.png", type: "image/png" } as const;
const dayMs = 86_400_000;

describe("the vendor's web SDK, with files on the emulator", function () {
  this.timeout(30_000);
  let browser: Browser | undefined;
  /** The page's own origin: to the page the emulator is another, as the service is to every app. */
  let site: Server | undefined;
  let siteUrl: string;
  let emulator: Emulator;
  let page: Page;
  let outside: string[];

  before(async function () {
    browser = await launchBrowser(this);
    const { outputFiles } = await build({
      entryPoints: [join(__dirname, "vendor-sdk-page.ts")],
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
      logLevel: "error",
    });
    const script = outputFiles[0]?.contents ?? "";
    const server = createServer((request, response) => {
      const isScript = request.url === "/script.js";
      response.writeHead(200, {
        "content-type": isScript ? "text/javascript;charset=UTF-8" : "text/html;charset=UTF-8",
      });
      response.end(isScript ? script : `<!doctype html><title>chat</title><script src="/script.js"></script>`);
    });
    site = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(async () => {
    emulator = createEmulator({ users: { alice: "rain" } });
    await emulator.start();
    const context = await (browser as Browser).newContext();
    outside = [];
    await context.route("**", (route) => {
      const url = route.request().url();
      if (["http://127.0.0.1:", "blob:"].some((own) => url.startsWith(own))) return route.continue();
      outside.push(url);
      return route.abort();
    });
    page = await context.newPage();
    await page.goto(siteUrl);
    const signIn = {
      appKey: emulator.app.appKey,
      apiUrl: emulator.url,
      socketUrl: siteUrl.replace("http", "ws"),
      user: "alice",
      password: "rain",
    };
    const token = await page.evaluate((request) => chatApp.signIn(request), signIn);
    should(token).not.equal("");
  });

  afterEach(async () => {
    await page.context().close();
    await emulator.stop();
    should(outside).be.empty();
  });

  after(async () => {
    await browser?.close();
    site?.closeAllConnections();
    site?.close();
  });

  /** Uploads through the SDK. */
  async function upload(more: object = {}): Promise<{ url: string; secret: string }> {
    const answer = await page.evaluate((chosen) => chatApp.upload(chosen), { ...picture, ...more });
    return { url: addressOf(answer), secret: answer.entities?.[0]?.["share-secret"] ?? "" };
  }

  const download = (url: string, secret: string, headers = {}): ReturnType<typeof chatApp.download> =>
    page.evaluate(([from, key, with_]) => chatApp.download(from, key, with_), [url, secret, headers] as const);

  it("gets its token with a user's password", () => {
    const [request] = emulator.requests("token");
    should(request?.status).equal(200);
    should(request?.json).containEql({ grant_type: "password", username: "alice" });
  });

  it("uploads a picture that only its secret opens, and downloads the same bytes", async () => {
    const { url, secret } = await upload();
    should(url).startWith(`${emulator.url}/farmco/greenhouse/chatfiles/`);
    should(secret).match(/^[\w-]{48}$/);
    should(emulator.files().map(({ filename, mimeType }) => [filename, mimeType])).eql([[picture.name, "image/png"]]);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    should(await download(url, secret)).eql({ bytes: bytes.length, sha256, type: "image/png", size: [640, 400] });
    should(await download(url, "")).have.property("problem", "WEBIM_DOWNLOADFILE_ERROR");
    should(await download(url, secret.replace(/.$/, "!"))).have.property("problem", "WEBIM_DOWNLOADFILE_ERROR");
  });

  it("gets the thumbnail in the size that it asked for when it uploaded", async () => {
    const { url, secret } = await upload({ thumbnailWidth: 96, thumbnailHeight: 96 });
    const small = await download(url, secret, { thumbnail: "true" });
    should(small).containEql({ type: "image/png", size: [96, 60] });
    should(small.bytes).be.below(bytes.length);
  });

  it("makes a picture message whose addresses open by themselves in an img, as apps use them", async () => {
    const message = await page.evaluate((chosen) => chatApp.sendPicture(chosen, 640, 400), picture);
    should(message.problem).equal("MESSAGE_WEBSOCKET_DISCONNECTED");
    const [file] = emulator.files();
    should(message.secret).equal(file?.secret);
    should(message.url).startWith(`${emulator.url}/farmco/greenhouse/chatfiles/${file?.uuid}?`);
    should(await page.evaluate((url) => chatApp.show(url ?? ""), message.url)).eql([640, 400]);
    should(await page.evaluate((url) => chatApp.show(url ?? ""), message.thumb)).eql([170, 106]);
    const opened = message.url?.replace(/share-secret=.*/, "share-secret=wrong");
    should(await page.evaluate((url) => chatApp.show(url ?? ""), opened)).be.undefined();
  });

  it("uploads a large file whole after it has tried to do it in parts", async () => {
    const large = 8 * 1024 * 1024;
    const { url, secret } = await upload({ content: large, name: "night.bin", type: "" });
    should(emulator.requests("upload")).have.length(1);
    should(await download(url, secret)).containEql({ bytes: large });
  });

  it("is told in the service's words that a file is too large", async () => {
    const answer = await page.evaluate((chosen) => chatApp.upload(chosen), { ...picture, content: 11 * 1024 * 1024 });
    should(answer).containEql({ error: "file exceeding maximum limit" }).and.not.have.property("entities");
  });

  it("tells an expired file from one that never was", async () => {
    const { url, secret } = await upload();
    emulator.clock.advance(7 * dayMs);
    should(await download(url, secret)).eql({ problem: "WEBIM_DOWNLOADFILE_ERROR_EXPIRED" });
    should(await download(url.replace(/.$/, "x"), secret)).eql({ problem: "WEBIM_DOWNLOADFILE_ERROR" });
  });
});

function addressOf({ uri, entities }: UploadAnswer): string {
  return `${uri}/${entities?.[0]?.uuid}`;
}
