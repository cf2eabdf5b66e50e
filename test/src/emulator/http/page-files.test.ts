import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import { pageFile } from "../../../../src/emulator/http/page-files";
import { useEmulator } from "../use-emulator";

const folder = mkdtempSync(join(tmpdir(), "emulator-page-"));

describe("the emulator's page", () => {
  const { emulator } = useEmulator({ pageFolder: folder });
  const open = async (path: string) => {
    const response = await fetch(emulator.url + path);
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };

  before(() => {
    mkdirSync(join(folder, "samples"));
    for (const file of ["index.html", "page.js", "page.css", "secret.txt", "samples/leaf.svg", "samples/rain.mp3"]) {
      writeFileSync(join(folder, file), `content of ${file}`);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [path, file, type] of [
    ["/", "index.html", "text/html;charset=UTF-8"],
    ["/page.js", "page.js", "text/javascript;charset=UTF-8"],
    ["/page.css?v=1", "page.css", "text/css;charset=UTF-8"],
    ["/samples/leaf.svg", "samples/leaf.svg", "image/svg+xml"],
    ["/samples/rain.mp3", "samples/rain.mp3", "audio/mpeg"],
  ] as const) {
    it(`is served at ${path}`, async () => {
      should(await open(path)).eql({ status: 200, type, text: `content of ${file}` });
    });
  }

  it("ends at its folder", () => {
    for (const path of [
      "/secret.txt",
      "/samples/../secret.txt",
      "/samples/..",
      "/samples/.x",
      "/samples/a/b",
      "/samples/",
    ]) {
      should(pageFile(path)).be.undefined();
    }
    should(pageFile("/samples/%2e%2e%2fsecret.txt")).be.undefined();
    should(pageFile("/samples/..\\secret.txt")).be.undefined();
  });

  it("says so when a file is not there", async () => {
    should((await open("/samples/none.png")).status).equal(404);
  });

  it("is not among the requests recorded", async () => {
    await open("/");
    should(emulator.requests()).be.empty();
  });
});

describe("the emulator's page before it is built", () => {
  const { emulator } = useEmulator({ pageFolder: join(folder, "missing") });

  it("says how to build it", async () => {
    const response = await fetch(emulator.url);
    should(response.status).equal(404);
    should(response.headers.get("content-type")).equal("text/plain;charset=UTF-8");
    should(await response.text()).containEql("npm run build");
  });
});
