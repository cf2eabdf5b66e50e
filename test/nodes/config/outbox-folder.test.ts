import { join, resolve, sep } from "node:path";
import type { NodeAPI } from "node-red";
import should from "should";
import { outboxFolder } from "../../../nodes/config/outbox-folder";

describe("an outbox's folder", () => {
  const userDir = resolve("somewhere");
  const RED = { settings: { userDir } } as unknown as NodeAPI;
  const all = join(userDir, "agora-chat-outbox");

  it("lies below Node-RED's user directory and is named after the config node", () => {
    should(outboxFolder(RED, "1f5e0f1c2b3a4d5e")).equal(join(all, "1f5e0f1c2b3a4d5e"));
  });

  for (const id of [
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "a\\b",
    "con",
    "com1",
    "App",
    "ä",
    "a b",
    "x".repeat(65),
    "-a",
    "a\0",
  ]) {
    it(`has a safe name for ${JSON.stringify(id.slice(0, 20))}`, () => {
      const folder = outboxFolder(RED, id);
      should(folder.startsWith(all + sep)).be.true();
      should(folder.slice(all.length + 1)).match(/^id_[0-9a-f]{32}$/);
    });
  }

  it("is another for each id, also where file systems do not tell them apart", () => {
    const folders = ["app", "App", "APP", "a/b", "a\\b"].map((id) => outboxFolder(RED, id).toLowerCase());
    should(new Set(folders).size).equal(folders.length);
  });

  it("lies where Node-RED was started when it has no user directory", () => {
    should(outboxFolder({ settings: {} } as unknown as NodeAPI, "a")).equal(resolve("agora-chat-outbox", "a"));
  });
});
