import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { flatPng, silentWav } from "../../support/sample-media";
import { wholeLists } from "../../support/whole-lists";

const png = flatPng(64, 48);

describe("the send-message node with a file of this side", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    await writeFile(join(folder, "bed 7 🌱.png"), png);
  });
  after(() => rm(folder, { recursive: true }));

  async function sent(node: Properties, msg: Properties = {}, app: Properties = {}): Promise<Outcome> {
    const file = { messageType: "img", file: "file", fileType: "msg" };
    await flow.load(sendFlow(appNode(emulator, app), { to: "ann", toType: "str", ...file, ...node }));
    return flow.send({ ...msg });
  }

  function bodySent(): Properties {
    const requests = emulator.requests("send");
    should(requests).have.length(1);
    return (requests[0]?.json as { readonly body: Properties }).body;
  }

  for (const [name, value, filename] of [
    ["a Buffer", () => png, "file.png"],
    ["a data: URI", () => `data:image/png;base64,${png.toString("base64")}`, "file.png"],
    ["a path", () => join(folder, "bed 7 🌱.png"), "bed 7 🌱.png"],
  ] as const) {
    it(`uploads ${name} first, then sends it with what was measured`, async () => {
      const { done, passedOn } = await sent({}, { file: value() });
      should(done).eql([undefined]);
      should(passedOn[0]?.payload).match(wholeLists([{ to: "ann", messageId: /^\d+$/ }]));
      const [uploaded] = emulator.files();
      should(uploaded).match({ filename, bytes: png.length, mimeType: "image/png", restricted: false });
      should(bodySent()).eql({
        url: `${emulator.url}/${emulator.app.orgName}/${emulator.app.appName}/chatfiles/${uploaded?.uuid}`,
        filename,
        file_length: png.length,
        size: { width: 64, height: 48 },
      });
    });
  }

  it("sends the secret along where access is restricted", async () => {
    await sent({ restrictAccess: true }, { file: png });
    should(emulator.files()[0]?.restricted).be.true();
    should(bodySent()["secret"]).be.a.String().and.have.length(48);
  });

  it("measures the seconds of a voice message, which old apps must be told", async () => {
    const { done } = await sent({ messageType: "audio" }, { file: silentWav(2.5) }, { dialect: "legacy" });
    should(done).eql([undefined]);
    const [request] = emulator.requests("send");
    should((request?.json as { readonly msg: Properties }).msg).match({ type: "audio", length: 3 });
  });

  it("asks by name for what cannot be measured and must be told", async () => {
    const { caught } = await sent({ messageType: "audio" }, { file: Buffer.from([0, 1, 2, 3]) }, { dialect: "legacy" });
    should(caught[0]?.["chatError"]).match(wholeLists({ code: "CHAT_INVALID_INPUT", issues: [{ path: "length" }] }));
    should(emulator.requests()).be.empty();
  });

  it("uploads the preview of a film besides", async () => {
    const film = { messageType: "video", thumbnail: "small", thumbnailType: "msg" };
    await sent(film, { file: Buffer.alloc(2_000), small: png });
    const [main, small] = emulator.files();
    should(bodySent()).match({
      url: new RegExp(`${main?.uuid}$`),
      thumb: new RegExp(`${small?.uuid}$`),
      filename: /^file/,
    });
  });

  it("lets the dialog overrule what was measured", async () => {
    const saved = { size: '{"width":1,"height":2}', sizeType: "json", filename: "../renamed.png", filenameType: "str" };
    await sent(saved, { file: png });
    should(bodySent()).match({ filename: "renamed.png", size: { width: 1, height: 2 } });
    should(emulator.files()[0]?.filename).equal("renamed.png");
  });

  for (const messageType of ["img", "audio", "video"]) {
    it(`sends no web page as ${messageType}`, async () => {
      const page = Buffer.from("<!doctype html><html><body>404 Not Found</body></html>");
      const { caught } = await sent({ messageType }, { file: page });
      should(caught[0]?.["chatError"]).match(
        wholeLists({
          code: "CHAT_INVALID_INPUT",
          issues: [{ path: "file", problem: /file-of-other-kind/ }],
        }),
      );
      should(emulator.requests()).be.empty();
    });
  }

  it("refuses a file of more than 10 MB before anything is asked", async () => {
    const { caught } = await sent({ messageType: "file" }, { file: Buffer.alloc(10 * 1024 * 1024 + 1) });
    const issues = [{ path: "file", problem: /file-too-large/ }];
    should(caught[0]?.["chatError"]).match(wholeLists({ code: "CHAT_TOO_LARGE", outcome: "not-sent", issues }));
    should(emulator.requests()).be.empty();
  });

  it("uploads nothing when the message itself will not do", async () => {
    const { caught } = await sent({ to: "" }, { file: png });
    should(caught[0]?.["chatError"]).match(wholeLists({ issues: [{ path: "to" }] }));
    should(emulator.requests()).be.empty();
  });

  it("hands on what was uploaded when the sending fails, ready to be sent", async () => {
    emulator.faults.next("send", faults.unavailable(500));
    const { caught, done } = await sent({}, { file: png });
    const { file, outcome } = caught[0]?.["chatError"] as { readonly file: Properties; readonly outcome: string };
    should(outcome).equal("unknown");
    should(file).match({ uuid: emulator.files()[0]?.uuid, width: 64, height: 48, secret: null });
    should((done[0] as { readonly cause: Properties }).cause).not.have.property("file");
    const again = await flow.send({ file });
    should(again.done).eql([undefined]);
    should(emulator.files()).have.length(1);
  });

  it("has sent nothing to anybody when the upload fails", async () => {
    emulator.faults.next("upload", faults.unavailable(500));
    const { caught } = await sent({}, { file: png });
    should(caught[0]?.["chatError"]).match(
      wholeLists({ code: "CHAT_UNAVAILABLE", outcome: "not-sent", unsent: ["ann"] }),
    );
    should(emulator.messages()).be.empty();
  });

  it("uploads anew when the service is away for a moment", async () => {
    emulator.faults.next("upload", faults.dropAfter());
    const { done } = await sent({}, { file: join(folder, "bed 7 🌱.png") }, { retry: "brisk" });
    should(done).eql([undefined]);
    should(emulator.requests("upload")).have.length(2);
    should(emulator.messages()).have.length(1);
  });
});
