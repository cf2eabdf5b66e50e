import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerDownloadFile from "../../../nodes/download-file/download-file";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import type { UploadedAs } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { flatPng } from "../../support/sample-media";
import { wholeLists } from "../../support/whole-lists";

const png = flatPng(640, 480);
const large = Buffer.alloc(3_000_000, "soil dry ");

describe("the download-file node", () => {
  const { emulator, upload } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();
  let folder: string;
  let isLoaded = false;

  beforeEach(async () => {
    isLoaded = false;
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Loads the flow, or deploys it in the place of the test's last one. */
  async function load(node: Properties = {}, app: Properties = {}): Promise<void> {
    const saved = { type: "agora-chat-download-file", file: "payload", fileType: "msg", saveTo: "buffer", ...node };
    const nodes = sendFlow(appNode(emulator, app), saved);
    if (isLoaded) await flow.deploy(nodes);
    else await flow.load(nodes, [registerConfig, registerDownloadFile]);
    isLoaded = true;
  }

  async function downloaded(payload: unknown, node: Properties = {}, app: Properties = {}): Promise<Outcome> {
    await load(node, app);
    return flow.send({ payload, topic: "kept" });
  }

  /** @returns its UUID */
  async function stored(content: Buffer, as: UploadedAs = {}, restricted = false): Promise<string> {
    const headers = restricted ? { "restrict-access": "true" } : {};
    await upload(content, as, { headers });
    return emulator.files().at(-1)?.uuid ?? "";
  }

  const secretOf = (uuid: string): string | null | undefined =>
    emulator.files().find((file) => file.uuid === uuid)?.secret;
  const inFolder = (path: string): Properties => ({ saveTo: "file", path, pathType: "str" });
  const address = (uuid: string): string =>
    `https://old-host.example/${emulator.app.orgName}/${emulator.app.appName}/chatfiles/${uuid}`;

  it("gives the bytes and their name", async () => {
    const uuid = await stored(png, { filename: "Blatt 🌱.png" });
    const { done, passedOn } = await downloaded(uuid);
    should(done).eql([undefined]);
    should(passedOn[0]).match({ topic: "kept", filename: "Blatt 🌱.png" });
    should(png.equals(passedOn[0]?.payload as Buffer)).be.true();
    await until(() => /status\.downloaded$/.test(flow.statuses().at(-1)?.text ?? ""));
    should(flow.statuses().at(-1)).match({ fill: "grey", shape: "dot" });
  });

  it("takes an address at whatever host, and asks its own service only", async () => {
    const uuid = await stored(png);
    const { done } = await downloaded(address(uuid));
    should(done).eql([undefined]);
    should(emulator.requests("download")).have.length(1);
  });

  it("takes the payload where a flow written by hand names nothing", async () => {
    const uuid = await stored(png);
    await flow.load(sendFlow(appNode(emulator), { type: "agora-chat-download-file" }), [
      registerConfig,
      registerDownloadFile,
    ]);
    should((await flow.send({ payload: uuid })).passedOn[0]?.payload).be.instanceOf(Buffer);
  });

  it("opens a restricted file with the secret that travels with it, or with the dialog's", async () => {
    const uuid = await stored(png, {}, true);
    const secret = secretOf(uuid);
    should((await downloaded({ uuid, url: address(uuid), secret })).done).eql([undefined]);
    should((await downloaded(`${address(uuid)}?share-secret=${secret}`)).done).eql([undefined]);
    should((await downloaded(uuid, { secret, secretType: "str" })).done).eql([undefined]);
  });

  it("fetches a thumbnail, and tells it from its picture by name", async () => {
    const uuid = await stored(png, {
      filename: "leaf.png",
      fields: { "thumbnail-width": "64", "thumbnail-height": "48" },
    });
    const { passedOn } = await downloaded({ uuid, filename: "leaf.png" }, { thumbnail: true });
    should(passedOn[0]).match({ filename: "leaf-thumbnail.png" });
    should(emulator.requests("download")[0]?.headers).match({ thumbnail: "true" });
  });

  it("saves into a folder under its name, numbering what is there already", async () => {
    const uuid = await stored(large, { filename: "soil.bin", type: "application/octet-stream" });
    const first = await downloaded(uuid, inFolder(folder));
    should(first.passedOn[0]?.payload).eql({ path: join(folder, "soil.bin"), bytes: large.length });
    should(first.passedOn[0]).not.have.property("filename");
    should(large.equals(await readFile(join(folder, "soil.bin")))).be.true();
    const second = await flow.send({ payload: uuid });
    should(second.passedOn[0]?.payload).eql({ path: join(folder, "soil (2).bin"), bytes: large.length });
  });

  it("replaces the file that the path names", async () => {
    const path = join(folder, "last.png");
    await writeFile(path, "before");
    const { passedOn } = await downloaded(await stored(png), inFolder(path));
    should(passedOn[0]?.payload).eql({ path, bytes: png.length });
    should(await readdir(folder)).eql(["last.png"]);
  });

  it("lets no name from the service lead out of the folder", async () => {
    await mkdir(join(folder, "in"));
    const uuid = await stored(png);
    for (const filename of ["../../out.png", "..\\..\\out.png", "/etc/out.png", "..", ".", "a\0b/\r\n.out.png"]) {
      const { done } = await downloaded({ uuid, filename }, inFolder(join(folder, "in")));
      should(done).eql([undefined]);
    }
    should(await readdir(folder)).eql(["in"]);
    should(await readdir(join(folder, "in"))).have.length(6);
  });

  it("begins the file afresh where it breaks off, and shows it only when whole", async () => {
    const uuid = await stored(large, { filename: "soil.bin" });
    emulator.faults.next("download", faults.cutAfter(1_000_000));
    emulator.faults.next("download", faults.cutAfter(10));
    const { done, passedOn } = await downloaded(uuid, inFolder(folder), { retry: "brisk" });
    should(done).eql([undefined]);
    should(passedOn[0]?.payload).match({ bytes: large.length });
    should(large.equals(await readFile(join(folder, "soil.bin")))).be.true();
    should(await readdir(folder)).eql(["soil.bin"]);
  });

  it("leaves nothing behind where it gives up", async () => {
    const uuid = await stored(large);
    emulator.faults.next("download", faults.cutAfter(1_000_000));
    const { caught } = await downloaded(uuid, inFolder(folder));
    should(caught[0]?.["chatError"]).match({ code: "CHAT_NO_ANSWER" });
    should(await readdir(folder)).be.empty();
  });

  it("ends at once, and leaves nothing behind, when the flow is deployed anew", async () => {
    const uuid = await stored(large);
    emulator.faults.next("download", faults.silentAfter(1_000_000));
    await load(inFolder(folder));
    const sending = flow.send({ payload: uuid });
    await until(() => emulator.requests("download").length === 1);
    await readdirUntil(folder, 1);
    const startedAt = performance.now();
    await flow.deploy([]);
    should(performance.now() - startedAt).be.below(2_000);
    should((await sending).done).match(wholeLists([{ code: "CHAT_STOPPED" }]));
    should(await readdir(folder)).be.empty();
  });

  it("shows how much has come", async () => {
    const uuid = await stored(large);
    emulator.faults.next("download", faults.trickle(500_000, 20));
    await downloaded(uuid);
    should(flow.statuses().map(({ text }) => text ?? "")).matchAny(/percent/);
  });

  const bad: readonly (readonly [string, () => unknown, Properties, readonly string[]])[] = [
    ["nothing", () => undefined, {}, ["file: required"]],
    ["another app's file", () => "https://a61.chat.agora.io/other/app/chatfiles/1", {}, ["file: other-app-file"]],
    ["another address", () => "https://example.com/leaf.png", {}, ["file: not-a-chat-file"]],
    ["a Buffer", () => png, {}, ["file: not-a-chat-file"]],
    ["a place that is none", () => address("1"), { saveTo: "cloud" }, ["saveTo: not-a-choice"]],
    [
      "everything at once",
      () => 7,
      { ...inFolder(""), secret: "7", secretType: "num" },
      ["file: not-a-chat-file", "secret: not-text", "path: required"],
    ],
    ["a missing folder", () => address("1"), inFolder("/missing-folder/leaf.png"), ["path: folder-missing"]],
  ];
  for (const [name, payload, node, problems] of bad) {
    it(`refuses ${name} before anything is asked`, async () => {
      const { caught } = await downloaded(payload(), node);
      const { code, issues } = caught[0]?.["chatError"] as {
        readonly code: string;
        readonly issues: readonly { path: string; problem: string }[];
      };
      should(code).equal("CHAT_INVALID_INPUT");
      should(issues.map((issue) => `${issue.path}: ${issue.problem.replace(/^.*problem\./, "")}`)).eql(problems);
      should(emulator.requests()).be.empty();
    });
  }

  it("names the secret that is missing, or wrong", async () => {
    const uuid = await stored(png, {}, true);
    const without = await downloaded(uuid);
    should(without.caught[0]?.["chatError"]).match(
      wholeLists({
        code: "CHAT_UNAUTHORIZED",
        issues: [{ path: "secret", problem: /secret-missing/ }],
      }),
    );
    const wrong = await downloaded(uuid, { secret: "wrong", secretType: "str" });
    should(wrong.caught[0]?.["chatError"]).match(
      wholeLists({ issues: [{ path: "secret", problem: /secret-refused/ }] }),
    );
    should(JSON.stringify(wrong.caught[0]?.["chatError"])).not.match(/"wrong"/);
  });

  it("tells a file that is unknown from one that is no longer kept", async () => {
    const unknown = await downloaded("a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b");
    should(unknown.caught[0]?.["chatError"]).match({ code: "CHAT_NOT_FOUND", error: "entity_not_found" });
    const uuid = await stored(png);
    emulator.clock.advance(8 * 24 * 3_600_000);
    const expired = await downloaded(uuid);
    should(expired.caught[0]?.["chatError"]).match({ code: "CHAT_NOT_FOUND", error: "file_expired" });
  });

  it("gives the connections back of what it does not take", async () => {
    const uuid = await stored(png);
    await load();
    for (let time = 0; time < 12; time += 1) {
      emulator.faults.next("download", faults.notJson());
      should((await flow.send({ payload: uuid })).caught).have.length(1);
    }
    should((await flow.send({ payload: uuid })).done).eql([undefined]);
  });

  it("does not take a page for a file", async () => {
    const uuid = await stored(png);
    emulator.faults.next("download", faults.notJson());
    const { caught } = await downloaded(uuid, inFolder(folder));
    should(caught[0]?.["chatError"]).match({ code: "CHAT_BAD_ANSWER" });
    should(await readdir(folder)).be.empty();
  });
});

/** Waits until so many files are there. */
async function readdirUntil(folder: string, count: number): Promise<void> {
  while ((await readdir(folder)).length < count) await new Promise((resolve) => setTimeout(resolve, 2));
}
