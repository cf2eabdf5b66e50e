import { imageSize } from "image-size";
import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Thumbnail of a picture", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Thumbnail of a picture", { "My chat app": emulator });

  it("uploads the picture, says what it is known by, and fetches a smaller one", async () => {
    example.press("picture of bed 3");
    const [uploaded] = await example.shown("uploaded file");
    const [file] = emulator.files();
    const facts = { uuid: file?.uuid, filename: "bed-3.jpg", bytes: file?.bytes, mimeType: "image/jpeg" };
    should(uploaded).containEql({ ...facts, secret: null, width: 400, height: 267 });
    should((uploaded as { url: string }).url).startWith(emulator.url);

    const [thumbnail] = await example.shown("thumbnail");
    should(Buffer.isBuffer(thumbnail)).be.true();
    should(imageSize(thumbnail as Buffer)).containEql({ width: 170, height: 113 });
  });
});
