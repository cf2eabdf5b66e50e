import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerUploadFile from "../../../nodes/upload-file/upload-file";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { refusalOf } from "../../support/refusal";
import { wholeLists } from "../../support/whole-lists";

const mib = 1024 * 1024;
const isPosix = process.platform !== "win32";
const png = Buffer.from("89504e470d0a1a0a", "hex");

/** What is given, made in a folder; and what is wrong with it. */
interface Case {
  readonly name: string;
  readonly file: (folder: string) => unknown;
  readonly node?: Properties;
  readonly code?: string;
  readonly issues: readonly string[];
  /** Whether Windows has no such thing. */
  readonly isPosix?: true;
}

const cases: readonly Case[] = [
  {
    name: "a file of 11 MB",
    file: (folder) => join(folder, "large.bin"),
    code: "CHAT_TOO_LARGE",
    issues: ["file: file-too-large"],
  },
  {
    name: "one byte too many",
    file: () => Buffer.alloc(10 * mib + 1),
    code: "CHAT_TOO_LARGE",
    issues: ["file: file-too-large"],
  },
  {
    name: "a data: URI of 11 MB",
    file: () => `data:image/png;base64,${Buffer.alloc(11 * mib).toString("base64")}`,
    code: "CHAT_TOO_LARGE",
    issues: ["file: file-too-large"],
  },
  {
    name: "a typed array of 11 MB",
    file: () => new Float64Array((11 * mib) / 8),
    code: "CHAT_TOO_LARGE",
    issues: ["file: file-too-large"],
  },
  { name: "a missing file", file: (folder) => join(folder, "none.png"), issues: ["file: file-missing"] },
  {
    name: "a path through a file",
    file: (folder) => join(folder, "leaf.png", "x.png"),
    issues: ["file: file-missing"],
  },
  { name: "a folder", file: (folder) => folder, issues: ["file: file-is-folder"] },
  {
    name: "a link to itself",
    file: (folder) => join(folder, "loop.png"),
    isPosix: true,
    issues: ["file: file-unreadable"],
  },
  {
    name: "a pipe, which never ends",
    file: (folder) => join(folder, "pipe.png"),
    isPosix: true,
    issues: ["file: file-unreadable"],
  },
  { name: "a device", file: () => "/dev/zero", isPosix: true, issues: ["file: file-unreadable"] },
  { name: "an empty file", file: (folder) => join(folder, "empty.png"), issues: ["file: file-empty"] },
  { name: "an empty Buffer", file: () => Buffer.alloc(0), issues: ["file: file-empty"] },
  { name: "a data: URI that holds nothing", file: () => "data:image/png;base64,", issues: ["file: file-empty"] },
  { name: "a data: URI in plain text", file: () => "data:text/plain,leaf", issues: ["file: file-not-base64"] },
  { name: "a data: URI that only says so", file: () => "data:image/png;base64,%%%", issues: ["file: file-not-base64"] },
  { name: "an address", file: () => "https://example.com/leaf.png", issues: ["file: file-is-address"] },
  { name: "nothing", file: () => undefined, issues: ["file: required"] },
  { name: "null", file: () => null, issues: ["file: required"] },
  { name: "an empty text", file: () => "", issues: ["file: required"] },
  { name: "a number", file: () => 7, issues: ["file: not-a-file"] },
  { name: "a list", file: () => [png], issues: ["file: not-a-file"] },
  { name: "the content of a file as text", file: () => "\u0089PNG\r\n\u001a\n", issues: ["file: not-a-file"] },
  { name: "a text that is too long for a path", file: () => "x".repeat(100_000), issues: ["file: not-a-file"] },
  {
    name: "names and sizes that are none",
    file: () => png,
    node: {
      filename: "[1]",
      filenameType: "json",
      thumbnailWidth: "0",
      thumbnailHeight: "wide",
    },
    issues: ["filename: not-text", "thumbnailHeight: not-a-number", "thumbnailWidth: not-positive"],
  },
];

describe("the upload-file node, given what will not do", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    await writeFile(join(folder, "leaf.png"), png);
    await writeFile(join(folder, "empty.png"), "");
    await writeFile(join(folder, "large.bin"), "");
    await truncate(join(folder, "large.bin"), 11 * mib);
    if (!isPosix) return;
    await symlink(join(folder, "loop.png"), join(folder, "loop.png"));
    execFileSync("mkfifo", [join(folder, "pipe.png")]);
  });
  after(() => rm(folder, { recursive: true }));

  for (const { name, file, node = {}, code = "CHAT_INVALID_INPUT", issues } of cases.filter(
    (each) => isPosix || each.isPosix !== true,
  )) {
    it(`asks nothing of the service for ${name}`, async () => {
      const saved = { type: "agora-chat-upload-file", file: "payload", fileType: "msg", ...node };
      await flow.load(sendFlow(appNode(emulator), saved), [registerConfig, registerUploadFile]);
      const refusal = refusalOf(await flow.send({ payload: file(folder) }));
      should(refusal).eql({ code, operation: "upload-file", outcome: "not-sent", issues });
      should(emulator.requests()).be.empty();
    });
  }

  it("takes as many bytes as are allowed", async () => {
    const saved = { type: "agora-chat-upload-file", file: "payload", fileType: "msg" };
    await flow.load(sendFlow(appNode(emulator), saved), [registerConfig, registerUploadFile]);
    const { done } = await flow.send({ payload: Buffer.alloc(10 * mib) });
    should(done).eql([undefined]);
    should(emulator.files()).match(wholeLists([{ bytes: 10 * mib }]));
  });
});
