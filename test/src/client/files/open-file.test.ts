import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import should from "should";
import type { LocalFile } from "../../../../src/client/files/local-file";
import { openFile } from "../../../../src/client/files/open-file";
import type { Issue } from "../../../../src/client/issue";
import { flatPng } from "../../../support/sample-media";
import { wholeLists } from "../../../support/whole-lists";

const png = flatPng(4, 3);
const limit = 10_485_760;

describe("opening a file of this side", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    await writeFile(join(folder, "Blatt 🌱.png"), png);
    await writeFile(join(folder, "empty.txt"), "");
    await writeFile(join(folder, "large.bin"), "");
    await truncate(join(folder, "large.bin"), limit + 1);
    await writeFile(join(folder, "full.bin"), "");
    await truncate(join(folder, "full.bin"), limit);
    await mkdir(join(folder, "folder"));
    await symlink("loop", join(folder, "loop"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
  });
  after(() => rm(folder, { recursive: true }));

  async function open(value: unknown, filename?: unknown): Promise<{ file?: LocalFile; issues: readonly Issue[] }> {
    const issues: Issue[] = [];
    const resolvePath = (path: string): string => resolve(folder, path);
    const file = await openFile(value, { path: "file", filename, resolvePath }, issues);
    return { ...(file === undefined ? {} : { file }), issues };
  }

  async function opened(value: unknown, filename?: unknown): Promise<LocalFile> {
    const { file, issues } = await open(value, filename);
    should(issues).be.empty();
    if (file === undefined) throw new Error("no file");
    return file;
  }

  const good: readonly (readonly [string, () => unknown, string])[] = [
    ["a Buffer", () => png, "file.png"],
    ["a typed array", () => new Uint8Array(png), "file.png"],
    ["a part of a larger array", () => new Uint8Array(Buffer.concat([png, png])).subarray(png.length), "file.png"],
    [
      "an array of wider numbers",
      () => new Uint16Array(new Uint8Array([...png, 0].slice(0, png.length & ~1)).buffer),
      "",
    ],
    ["a DataView", () => new DataView(new Uint8Array(png).buffer), "file.png"],
    ["an ArrayBuffer", () => new Uint8Array(png).buffer, "file.png"],
    ["what a function node makes", () => runInNewContext("Uint8Array.from(png)", { png }) as unknown, "file.png"],
    ["a Buffer that went through JSON", () => JSON.parse(JSON.stringify(png)) as unknown, "file.png"],
    ["a data: URI", () => `data:image/png;base64,${png.toString("base64")}`, "file.png"],
    ["a data: URI with spaces around it", () => `\n data:image/png;base64,${png.toString("base64")} \n`, "file.png"],
    [
      "a data: URI in lines and escapes",
      () =>
        `data:image/png;base64,${(png.toString("base64").match(/.{1,20}/g) ?? []).join("\r\n ").replace(/=/g, "%3D")}`,
      "file.png",
    ],
    ["a path from where Node-RED works", () => "Blatt 🌱.png", "Blatt 🌱.png"],
    ["a whole path, with the line end of a command's output", () => join(folder, "Blatt 🌱.png\r\n"), "Blatt 🌱.png"],
  ];
  for (const [name, value, filename] of good) {
    it(`takes ${name}`, async () => {
      const file = await opened(value());
      if (filename === "") return;
      should(file).match({ filename, bytes: png.length, mimeType: "image/png", width: 4, height: 3 });
      should(await contentOf(file)).eql(png);
      should(await contentOf(file)).eql(png);
    });
  }

  const bad: readonly (readonly [string, () => unknown, Issue["problem"], object?])[] = [
    ["nothing", () => undefined, "required"],
    ["null", () => null, "required"],
    ["empty text", () => "", "required"],
    ["a number", () => 7, "not-a-file", { found: "123" }],
    ["yes", () => true, "not-a-file", { found: "true" }],
    ["an object", () => ({ a: 1 }), "not-a-file", { found: "{…}" }],
    ["a list", () => [1, 2], "not-a-file", { found: "[…]" }],
    ["a Buffer in JSON with something else in it", () => ({ type: "Buffer", data: [1, 256] }), "not-a-file"],
    ["a Buffer in JSON with something below a byte", () => ({ type: "Buffer", data: [-1] }), "not-a-file"],
    ["another thing in JSON with bytes in it", () => ({ type: "Picture", data: [1, 2] }), "not-a-file"],
    ["a Buffer in JSON with fractions", () => ({ type: "Buffer", data: [1.5] }), "not-a-file"],
    ["a Buffer in JSON with gaps", () => ({ type: "Buffer", data: Object.assign([1], { 9: 1 }) }), "not-a-file"],
    [
      "a Buffer in JSON that says it has billions of bytes",
      () => ({ type: "Buffer", data: new Array(4_294_967_295) }),
      "file-too-large",
      { found: 4_294_967_295, allowed: limit },
    ],
    ["a text that is no path", () => "temperature,soil\n21,dry\n", "not-a-file", { found: '"…"' }],
    ["a path with a line end within", () => "Blatt 🌱\n.png", "not-a-file", { found: '"…"' }],
    ["a text with a zero in it", () => "leaf.png\0.txt", "not-a-file", { found: '"…"' }],
    ["a very long text", () => "x".repeat(5_000), "not-a-file", { found: '"…"' }],
    ["an empty Buffer", () => Buffer.alloc(0), "file-empty"],
    ["an address", () => "https://example.com/leaf.png", "file-is-address"],
    ["an address on plain HTTP, behind a space", () => " http://example.com/leaf.png", "file-is-address"],
    ["a data: URI with an escape that is none", () => "data:text/plain;base64,%zz", "file-not-base64"],
    ["a data: URI that is not base64", () => "data:text/plain,hello%20there", "file-not-base64"],
    ["a data: URI with other characters", () => "data:text/plain;base64,aGVs*bG8=", "file-not-base64"],
    ["a data: URI that is cut", () => "data:text/plain;base64,aGVsb", "file-not-base64"],
    ["a data: URI without data", () => "data:text/plain;base64", "file-not-base64"],
    ["an empty data: URI", () => "data:text/plain;base64,", "file-empty"],
    ["a missing file", () => "missing.png", "file-missing", { found: "/missing.png" }],
    ["a file below a file", () => "empty.txt/leaf.png", "file-missing", { found: "/empty.txt/leaf.png" }],
    ["a folder", () => "folder", "file-is-folder", { found: "/folder" }],
    ["an empty file", () => "empty.txt", "file-empty"],
    ["a link that leads to itself", () => "loop", "file-unreadable", { found: "/loop", reason: "ELOOP" }],
    ["a pipe, which may never end", () => "pipe", "file-unreadable", { found: "/pipe", reason: "ENOTSUP" }],
    ["a device", () => "/dev/zero", "file-unreadable", { found: "/dev/zero", reason: "ENOTSUP" }],
    ["a large file", () => "large.bin", "file-too-large", { found: limit + 1, allowed: limit }],
    ["a large Buffer", () => Buffer.alloc(limit + 1), "file-too-large", { found: limit + 1, allowed: limit }],
    [
      "a large data: URI",
      () => `data:;base64,${Buffer.alloc(limit + 1).toString("base64")}`,
      "file-too-large",
      { found: limit + 1, allowed: limit },
    ],
  ];
  for (const [name, value, problem, params] of bad) {
    it(`refuses ${name}`, async () => {
      const { file, issues } = await open(value());
      should(file).be.undefined();
      should(issues.map((issue) => [issue.path, issue.problem])).eql([["file", problem]]);
      const { found, ...others } = { ...issues[0]?.params };
      const short = typeof found === "string" ? { found: found.replace(folder, "") } : { found };
      if (params !== undefined) should({ ...short, ...others }).eql(params);
    });
  }

  if (process.getuid?.() !== 0) {
    it("refuses a file that may not be read", async () => {
      await writeFile(join(folder, "locked.txt"), "soil", { mode: 0o200 });
      const { issues } = await open("locked.txt");
      should(issues[0]).match({ problem: "file-unreadable", params: { reason: "EACCES" } });
    });
  }

  it("takes every byte of a Buffer that went through JSON", async () => {
    const bytes = Buffer.from([0, 1, 254, 255]);
    should(await contentOf(await opened(JSON.parse(JSON.stringify(bytes))))).eql(bytes);
  });

  it("says so where bytes are given away while they are looked at", async () => {
    const bytes = new Uint8Array(png);
    const opening = open(bytes);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    should(await opening).eql({ issues: [{ path: "file", problem: "file-changed", params: { found: "Buffer" } }] });
  });

  it("takes files of just 10 MB", async () => {
    should((await opened("full.bin")).bytes).equal(limit);
    should((await opened(Buffer.alloc(limit))).bytes).equal(limit);
    should((await opened(`data:;base64,${Buffer.alloc(limit).toString("base64")}`)).bytes).equal(limit);
  });

  it("looks through what was made to take long in no time", async () => {
    const begun = performance.now();
    for (const hostile of [
      `data:;base64,${"=".repeat(200_000)}A`,
      `${"\n".repeat(200_000)}x`,
      "/".repeat(4096) + "\n",
    ]) {
      const issues: Issue[] = [];
      await openFile(
        hostile,
        { path: "file", filename: `${".".repeat(100_000)}x`, resolvePath: (path) => path },
        issues,
      );
      should(issues).have.length(1);
    }
    should(performance.now() - begun).be.below(1_000);
  });

  describe("and its name", () => {
    it("is the user's before all others", async () => {
      should((await opened("Blatt 🌱.png", "leaf.png")).filename).equal("leaf.png");
      should((await opened(png, "camera")).filename).equal("camera");
      should((await opened(png, 7)).filename).equal("7");
    });

    it("is that of a data: URI", async () => {
      const data = png.toString("base64");
      should((await opened(`data:image/png;name=Blatt%20%F0%9F%8C%B1.png;base64,${data}`)).filename).equal(
        "Blatt 🌱.png",
      );
      should((await opened(`data:image/png;filename="leaf.png";base64,${data}`)).filename).equal("leaf.png");
    });

    it("is safe, whoever gave it", async () => {
      should((await opened(png, "../../a\r\nb.png")).filename).equal("ab.png");
      should((await opened(png, "..")).filename).equal("file.png");
      should((await opened(`data:;name=..%2Fa.png;base64,${png.toString("base64")}`)).filename).equal("a.png");
    });

    it("is refused by its own field where it is none, together with what is wrong with the file", async () => {
      const { issues } = await open("missing.png", { a: 1 });
      should(issues.map(({ path, problem }) => `${path}: ${problem}`)).eql([
        "filename: not-text",
        "file: file-missing",
      ]);
    });
  });

  describe("and its kind", () => {
    const kinds: readonly (readonly [string, Buffer | string, string | undefined, string, string])[] = [
      ["is in its bytes, whatever its name says", png, "leaf.txt", "image/png", "leaf.txt"],
      ["is by its name, of text", Buffer.from("a,b\n"), "soil.csv", "text/csv", "soil.csv"],
      ["is by its name, of JSON", Buffer.from("{}"), "soil.json", "application/json", "soil.json"],
      ["is by its name, of a drawing", Buffer.from("<svg/>"), "leaf.svg", "image/svg+xml", "leaf.svg"],
      ["is by its name, where its bytes show the wrapping", Buffer.from("<?xml?>"), "a.svg", "image/svg+xml", "a.svg"],
      ["is text where nothing else is known", Buffer.from("soil dry 🌱"), undefined, "text/plain", "file.txt"],
      [
        "is a web page's, though its name says picture",
        Buffer.from("\n<!DOCTYPE html>"),
        "a.jpg",
        "text/html",
        "a.jpg",
      ],
      ["is unknown where nothing is", Buffer.from([1, 0, 2]), undefined, "application/octet-stream", "file.bin"],
      ["is no picture where only its name says so", Buffer.from([1, 0]), "a.png", "application/octet-stream", "a.png"],
      ["is what a data: URI says", "data:text/csv;charset=utf-8;base64,YSxi", undefined, "text/csv", "file.csv"],
      [
        "is no picture where only a data: URI says so",
        "data:image/png;base64,YSxi",
        undefined,
        "text/plain",
        "file.txt",
      ],
      ["is none that would begin another header", "data:a/b\tx;base64,YSxi", undefined, "text/plain", "file.txt"],
      ["is none that would be another header's end", "data:x\ta/b;base64,YSxi", undefined, "text/plain", "file.txt"],
    ];
    for (const [name, value, filename, mimeType, called] of kinds) {
      it(name, async () => should(await opened(value, filename)).match({ mimeType, filename: called }));
    }
  });

  describe("and reading it", () => {
    it("comes in pieces of 256 KiB at most", async () => {
      for (const value of ["full.bin", Buffer.alloc(limit)]) {
        const lengths: number[] = [];
        for await (const piece of (await opened(value)).read()) lengths.push(piece.length);
        should(lengths).eql(Array.from({ length: 40 }, () => 262_144));
      }
    });

    it("notices that a file is not the same any more", async () => {
      const path = join(folder, "changing.txt");
      const changes: readonly (readonly [string, () => Promise<void>, Issue["problem"]])[] = [
        ["longer", () => writeFile(path, "soil dry"), "file-changed"],
        ["shorter", () => writeFile(path, "so"), "file-changed"],
        ["of the same length", () => writeFile(path, "rain").then(() => utimes(path, 7, 7)), "file-changed"],
        ["gone", () => rm(path), "file-missing"],
        ["a folder", () => rm(path, { force: true }).then(() => mkdir(path)), "file-changed"],
      ];
      for (const [, change, problem] of changes) {
        await rm(path, { recursive: true, force: true });
        await writeFile(path, "soil");
        const file = await opened(path);
        await change();
        const issues = [{ path: "file", problem, params: { found: path } }];
        const details = { operation: "upload-file", outcome: "not-sent", issues };
        await should(contentOf(file)).be.rejectedWith(wholeLists({ code: "CHAT_INVALID_INPUT", details }));
      }
    });

    for (const [what, change] of [
      ["is cut", (path: string) => truncate(path, 524_288)],
      ["is written again, only its last piece missing", (path: string) => utimes(path, 7, 7)],
    ] as const) {
      it(`does not come to an end where the file ${what}`, async () => {
        const path = join(folder, "torn.bin");
        await writeFile(path, Buffer.alloc(600_000));
        const received = await receivedUntilRefused(await opened(path), async (bytes) => {
          if (bytes === 524_288) await change(path);
        });
        should(received).equal(524_288);
      });
    }

    it("does not come to an end where the file changes on the way", async () => {
      const path = join(folder, "growing.bin");
      await writeFile(path, Buffer.alloc(600_000));
      const received = await receivedUntilRefused(await opened(path), async () => {
        await writeFile(path, Buffer.alloc(600_000, 1));
        await utimes(path, 7, 7);
      });
      should(received).be.below(600_000);
    });

    it("notices that bytes in memory were given away", async () => {
      const bytes = new Uint8Array(png);
      const file = await opened(bytes);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      await should(contentOf(file)).be.rejectedWith({ code: "CHAT_INVALID_INPUT" });
    });

    if (process.platform === "linux") {
      it("leaves nothing open, also where it is given up", async () => {
        const file = await opened("full.bin");
        should(await timesOpen(join(folder, "full.bin"))).equal(0);
        for await (const piece of file.read()) {
          should(piece.length).equal(262_144);
          should(await timesOpen(join(folder, "full.bin"))).equal(1);
          break;
        }
        should(await timesOpen(join(folder, "full.bin"))).equal(0);
      });
    }
  });
});

async function timesOpen(path: string): Promise<number> {
  const handles = await readdir("/proc/self/fd");
  const targets = await Promise.all(handles.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => "")));
  return targets.filter((target) => target === path).length;
}

async function contentOf(file: LocalFile): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** @returns how many bytes came until the file was said to be another; `onPiece` hears how many have come so far */
async function receivedUntilRefused(file: LocalFile, onPiece: (bytes: number) => Promise<void>): Promise<number> {
  let received = 0;
  const reading = (async () => {
    for await (const piece of file.read()) {
      received += piece.length;
      await onPiece(received);
    }
  })();
  await should(reading).be.rejectedWith({ code: "CHAT_INVALID_INPUT" });
  return received;
}
