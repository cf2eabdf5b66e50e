import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerDownloadFile from "../../../nodes/download-file/download-file";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { refusalOf } from "../../support/refusal";
import type { Refusal } from "../../support/refusal";
import { flatPng } from "../../support/sample-media";

const png = flatPng(8, 8);
const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const invalid = "CHAT_INVALID_INPUT";

/** What never reaches the service, and what is wrong with it. */
interface Case {
  readonly name: string;
  readonly file?: unknown;
  readonly node?: Properties;
  /** Below the test's folder. */
  readonly path?: string;
  readonly issues: readonly string[];
}

const cases: readonly Case[] = [
  { name: "nothing", file: null, issues: ["file: required"] },
  { name: "an empty text", file: "", issues: ["file: required"] },
  { name: "a number", file: 7, issues: ["file: not-a-chat-file"] },
  { name: "a list of one", file: [{ uuid }], issues: ["file: not-a-chat-file"] },
  { name: "an object that names no file", file: { filename: "leaf.png" }, issues: ["file: not-a-chat-file"] },
  { name: "a path", file: "/tmp/leaf.png", issues: ["file: not-a-chat-file"] },
  { name: "another address", file: "https://example.com/leaf.png", issues: ["file: not-a-chat-file"] },
  {
    name: "the file of another app",
    file: "https://a61.chat.agora.io/other/app/chatfiles/1",
    issues: ["file: other-app-file"],
  },
  {
    name: "the thumbnail of a film that has none",
    file: { type: "video", url: uuid },
    node: { thumbnail: true },
    issues: ["file.thumb: required"],
  },
  { name: "a secret that is a number", node: { secret: "7", secretType: "num" }, issues: ["secret: not-text"] },
  {
    name: "a secret that would break out of its header",
    node: { secret: "a\r\nx: y", secretType: "str" },
    issues: ["secret: secret-refused"],
  },
  { name: "a place that is none", node: { saveTo: "cloud" }, issues: ["saveTo: not-a-choice"] },
  { name: "no path", node: { saveTo: "file" }, issues: ["path: required"] },
  { name: "a folder that is not there", path: "none/", issues: ["path: folder-missing"] },
  { name: "a file in a folder that is not there", path: "none/leaf.png", issues: ["path: folder-missing"] },
  { name: "a file below a file", path: "taken/leaf.png", issues: ["path: folder-missing"] },
  { name: "a name with a line break", path: "a\nb", issues: ["path: not-text"] },
  { name: "a device", node: { saveTo: "file", path: "/dev/null", pathType: "str" }, issues: ["path: not-writable"] },
];

describe("the download-file node, given what will not do", () => {
  const { emulator, upload } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    await writeFile(join(folder, "taken"), "");
  });
  afterEach(async () => should(await readdir(folder)).eql(["taken"]));
  after(() => rm(folder, { recursive: true }));

  async function refused(file: unknown, node: Properties = {}): Promise<Refusal> {
    const saved = { type: "agora-chat-download-file", file: "payload", fileType: "msg", saveTo: "buffer", ...node };
    await flow.load(sendFlow(appNode(emulator), saved), [registerConfig, registerDownloadFile]);
    return refusalOf(await flow.send({ payload: file }));
  }

  for (const { name, file = uuid, path, node = {}, issues } of cases) {
    it(`asks nothing of the service for ${name}`, async () => {
      const target = path === undefined ? {} : { saveTo: "file", path: join(folder, path), pathType: "str" };
      const given = file === null ? undefined : file;
      should(await refused(given, { ...target, ...node })).eql({
        code: invalid,
        operation: "download-file",
        outcome: "not-sent",
        issues,
      });
      should(emulator.requests()).be.empty();
    });
  }

  for (const saveTo of ["buffer", "file"]) {
    describe(`to a ${saveTo}`, () => {
      const target = (): Properties => ({ saveTo, path: join(folder, "leaf.png"), pathType: "str" });
      const notSent = { operation: "download-file", outcome: "not-sent" };

      async function stored(isRestricted = false): Promise<string> {
        await upload(png, {}, { headers: isRestricted ? { "restrict-access": "true" } : {} });
        return emulator.files().at(-1)?.uuid ?? "";
      }

      it("says of a protected file that its secret is missing", async () => {
        const refusal = await refused(await stored(true), target());
        should(refusal).eql({ code: "CHAT_UNAUTHORIZED", ...notSent, issues: ["secret: secret-missing"] });
      });

      it("says of a protected file that its secret is another's", async () => {
        const file = { uuid: await stored(true), secret: "DRGM8OZrEeO1vafuJSo2IjHBeKlIhDp0GCnFu54xOF3M6KLr" };
        const refusal = await refused(file, target());
        should(refusal).eql({ code: "CHAT_UNAUTHORIZED", ...notSent, issues: ["secret: secret-refused"] });
      });

      it("says of a file that it is no longer kept", async () => {
        const found = await stored();
        emulator.clock.advance(8 * 24 * 3_600_000);
        should(await refused(found, target())).eql({ code: "CHAT_NOT_FOUND", ...notSent, issues: [] });
      });

      it("says of a file that there is none", async () => {
        should(await refused(uuid, target())).eql({ code: "CHAT_NOT_FOUND", ...notSent, issues: [] });
      });

      it("does not take a page for the file", async () => {
        const found = await stored();
        emulator.faults.next("download", faults.notJson());
        should(await refused(found, target())).match({ code: "CHAT_BAD_ANSWER", outcome: "sent" });
      });
    });
  }
});
