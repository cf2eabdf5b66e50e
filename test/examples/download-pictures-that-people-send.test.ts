import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

const bytes = Buffer.from("a picture of bed 3");

describe("the example Download pictures that people send", () => {
  const { emulator, upload } = useEmulator({ clock: Date.now });
  const example = useExample("Download pictures that people send", { "My chat app": emulator });
  const pictures = (): string => join(example.folder(), "pictures");

  beforeEach(() => {
    example.isCalledBy(emulator);
    mkdirSync(pictures());
  });

  async function send(filename: string): Promise<void> {
    const { json } = await upload(bytes, { filename });
    const [{ uuid = "" } = {}] = json["entities"] as readonly { readonly uuid?: string }[];
    const url = `${emulator.url}/${emulator.app.appKey.replace("#", "/")}/chatfiles/${uuid}`;
    await emulator.say({ from: "ann", chatType: "users", to: "ben", type: "img", body: { url, filename } });
  }

  it("keeps each under its name, and none in the place of another", async () => {
    await send("bed-3.png");
    await example.shown("kept", 1);
    await send("bed-3.png");
    const kept = await example.shown("kept", 2);
    should(readdirSync(pictures()).sort()).eql(["bed-3 (2).png", "bed-3.png"]);
    should(kept).containDeep([{ path: join(pictures(), "bed-3.png"), bytes: bytes.length }]);
    should(readFileSync(join(pictures(), "bed-3.png"))).eql(bytes);
  });

  it("keeps a picture in its folder, wherever its sender would have it", async () => {
    await send("../../escaped.png");
    const [kept] = (await example.shown("kept")) as readonly { readonly path: string }[];
    should(kept?.path).startWith(pictures());
    should(readdirSync(example.folder())).eql(["pictures"]);
  });

  it("leaves texts alone", async () => {
    await emulator.say({ from: "ann", chatType: "users", to: "ben", body: { msg: "no picture" } });
    await send("bed-3.png");
    await example.shown("kept");
    await emulator.callbacksSettled();
    should(readdirSync(pictures())).eql(["bed-3.png"]);
  });
});
