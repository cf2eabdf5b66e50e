import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerUploadFile from "../../../nodes/upload-file/upload-file";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { flatPng, silentWav } from "../../support/sample-media";
import { wholeLists } from "../../support/whole-lists";

const png = flatPng(64, 48);

describe("the upload-file node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    await writeFile(join(folder, "Blatt 🌱.png"), png);
    await writeFile(join(folder, "large.bin"), "");
    await truncate(join(folder, "large.bin"), 11 * 1024 * 1024);
  });
  after(() => rm(folder, { recursive: true }));

  async function load(node: Properties = {}, app: Properties = {}): Promise<void> {
    const saved = { type: "agora-chat-upload-file", file: "payload", fileType: "msg", ...node };
    await flow.load(sendFlow(appNode(emulator, app), saved), [registerConfig, registerUploadFile]);
  }

  async function uploaded(payload: unknown, node: Properties = {}, app: Properties = {}): Promise<Outcome> {
    await load(node, app);
    return flow.send({ payload, topic: "kept" });
  }

  it("gives what sending and downloading take as a file", async () => {
    const { done, passedOn } = await uploaded(png);
    should(done).eql([undefined]);
    const [file] = emulator.files();
    should(file).match({ filename: "file.png", bytes: png.length, mimeType: "image/png", restricted: false });
    should(passedOn[0]).match({ topic: "kept" });
    should(passedOn[0]?.payload).eql({
      uuid: file?.uuid,
      url: `${emulator.url}/${emulator.app.orgName}/${emulator.app.appName}/chatfiles/${file?.uuid}`,
      secret: null,
      filename: "file.png",
      bytes: png.length,
      mimeType: "image/png",
      width: 64,
      height: 48,
    });
    await until(() => /status\.uploaded$/.test(flow.statuses().at(-1)?.text ?? ""));
    should(flow.statuses().at(-1)).match({ fill: "grey", shape: "dot" });
  });

  it("takes the payload where a flow written by hand names no file", async () => {
    await flow.load(sendFlow(appNode(emulator), { type: "agora-chat-upload-file" }), [
      registerConfig,
      registerUploadFile,
    ]);
    should((await flow.send({ payload: silentWav(1.5) })).passedOn[0]?.payload).match({ seconds: 1.5 });
  });

  it("uploads from a path, byte by byte the same, under a name that survives", async () => {
    const { passedOn } = await uploaded(join(folder, "Blatt 🌱.png"));
    should(passedOn[0]?.payload).match({ filename: "Blatt 🌱.png", width: 64 });
    should(emulator.files()[0]).match({ filename: "Blatt 🌱.png" });
    should(Buffer.from(emulator.files()[0]?.content ?? []).equals(png)).be.true();
  });

  it("uploads under the name that the dialog says, made safe", async () => {
    await uploaded(png, { filename: '../a "quoted"\r\nname 发票.png', filenameType: "str" });
    should(emulator.files()[0]?.filename).equal("a _quoted_name 发票.png");
  });

  it("restricts access where that is wanted, and gives the secret", async () => {
    const { passedOn } = await uploaded(png, { restrictAccess: true });
    should(emulator.files()[0]?.restricted).be.true();
    should(passedOn[0]?.payload).match({ secret: /^[\w-]{48}$/ });
  });

  it("asks for a thumbnail of a size", async () => {
    await uploaded(png, { thumbnailWidth: "32", thumbnailHeight: 24 });
    should(emulator.files()[0]?.thumbnailSize).eql({ width: 32, height: 24 });
  });

  it("reports every problem together, before anything is asked", async () => {
    const node = { filename: "name", filenameType: "msg", thumbnailWidth: "-1", thumbnailHeight: "wide" };
    await load(node);
    const { done, caught } = await flow.send({ payload: join(folder, "missing.png"), name: { a: 1 } });
    should(done).have.length(1);
    should(caught[0]?.["chatError"]).match({ code: "CHAT_INVALID_INPUT", outcome: "not-sent" });
    const { issues } = caught[0]?.["chatError"] as { readonly issues: readonly { path: string; problem: string }[] };
    should(issues.map(({ path }) => path)).eql(["filename", "file", "thumbnailWidth", "thumbnailHeight"]);
    should(emulator.requests()).be.empty();
  });

  const bad: readonly (readonly [string, () => unknown, string, string])[] = [
    ["11 MB on the disk", () => join(folder, "large.bin"), "CHAT_TOO_LARGE", "file-too-large"],
    ["11 MB in memory", () => Buffer.alloc(11 * 1024 * 1024), "CHAT_TOO_LARGE", "file-too-large"],
    ["a missing file", () => join(folder, "missing.png"), "CHAT_INVALID_INPUT", "file-missing"],
    ["a folder", () => folder, "CHAT_INVALID_INPUT", "file-is-folder"],
    ["a data: URI that is not base64", () => "data:,hello", "CHAT_INVALID_INPUT", "file-not-base64"],
    ["an address", () => "https://example.com/a.png", "CHAT_INVALID_INPUT", "file-is-address"],
    ["nothing", () => undefined, "CHAT_INVALID_INPUT", "required"],
    ["an object", () => ({ a: 1 }), "CHAT_INVALID_INPUT", "not-a-file"],
  ];
  for (const [name, payload, code, problem] of bad) {
    it(`refuses ${name} before anything is asked`, async () => {
      const { caught } = await uploaded(payload());
      should(caught[0]?.["chatError"]).match(
        wholeLists({ code, issues: [{ path: "file", problem: new RegExp(problem) }] }),
      );
      should(emulator.requests()).be.empty();
    });
  }

  it("names an expression that fails once, and not as a missing file besides", async () => {
    const { caught } = await uploaded(png, { file: "$unknown(payload)", fileType: "jsonata" });
    const { issues } = caught[0]?.["chatError"] as { readonly issues: readonly unknown[] };
    should(issues).have.length(1);
  });

  it("uploads from the first byte again when the service breaks off", async () => {
    emulator.faults.next("upload", faults.unavailable(503));
    emulator.faults.next("upload", faults.dropAfter());
    const { done } = await uploaded(join(folder, "Blatt 🌱.png"), {}, { retry: "brisk" });
    should(done).eql([undefined]);
    for (const { content } of emulator.files()) should(Buffer.from(content).equals(png)).be.true();
  });

  it("notices where the file was changed between two tries", async () => {
    const path = join(folder, "changing.bin");
    await writeFile(path, Buffer.alloc(1_000));
    emulator.faults.next("upload", faults.unavailable(503), 2);
    await load({}, { retry: "brisk" });
    const sending = flow.send({ payload: path });
    await until(() => flow.statuses().some(({ text }) => text?.includes("waiting") === true));
    await writeFile(path, Buffer.alloc(2_000));
    const { caught } = await sending;
    should(caught[0]?.["chatError"]).match(
      wholeLists({ code: "CHAT_INVALID_INPUT", issues: [{ problem: /file-changed/ }] }),
    );
  });

  it("says that it cannot read an answer that is a page", async () => {
    emulator.faults.next("upload", faults.notJson());
    const { caught } = await uploaded(png);
    should(caught[0]?.["chatError"]).match({ code: "CHAT_BAD_ANSWER", status: 200 });
  });

  it("ends at once when the flow is deployed anew", async () => {
    emulator.faults.next("upload", faults.silent());
    await load();
    const sending = flow.send({ payload: Buffer.alloc(3_000_000) });
    await until(() => emulator.requests("upload").length === 1);
    const startedAt = performance.now();
    await flow.deploy([]);
    should(performance.now() - startedAt).be.below(2_000);
    const { done } = await sending;
    should(done).match(wholeLists([{ code: "CHAT_STOPPED" }]));
  });

  it("shows how far it has come", async () => {
    emulator.faults.next("upload", faults.slow(30));
    await uploaded(Buffer.alloc(10 * 1024 * 1024, 1));
    should(flow.statuses().map(({ text }) => text ?? "")).matchAny(/percent/);
  });
});
