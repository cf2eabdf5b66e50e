import should from "should";
import type { EmulatorFile } from "../../../../src/emulator/service/files";
import { Picture } from "../../../../src/emulator/service/picture";
import { createThumbnails } from "../../../../src/emulator/service/thumbnails";
import { noisyPicture } from "../noisy-picture";

const sizes = { width: 170, height: 170 };

function file(content: Buffer, differences: Partial<EmulatorFile> = {}): EmulatorFile {
  return {
    uuid: "a",
    filename: "leaf",
    content,
    bytes: content.length,
    mimeType: "application/octet-stream",
    restricted: false,
    secret: null,
    thumbnailSize: sizes,
    uploadedAt: 0,
    ...differences,
  };
}

describe("thumbnails", () => {
  const thumbnails = createThumbnails();

  for (const type of ["image/png", "image/jpeg", "image/gif"] as const) {
    it(`fit into the size and keep the shape, whatever the upload called it: ${type}`, async () => {
      const { content, mimeType } = await thumbnails.of(file(await noisyPicture(200, 150, type)));
      should(mimeType).equal(type);
      const { width, height } = await Picture.fromBuffer(content);
      should([width, height]).eql([170, 128]);
    });
  }

  for (const [wide, high, most, expected] of [
    [300, 400, sizes, [128, 170]],
    [400, 300, { width: 400, height: 30 }, [40, 30]],
    [2000, 10, { width: 100, height: 100 }, [100, 1]],
  ] as const) {
    it(`are ${expected.join("×")} for ${wide}×${high} in ${most.width}×${most.height}`, async () => {
      const large = file(await noisyPicture(wide, high), { thumbnailSize: most });
      const { width, height } = await Picture.fromBuffer((await thumbnails.of(large)).content);
      should([width, height]).eql(expected);
    });
  }

  it("are made once", async () => {
    const large = file(await noisyPicture(400, 300));
    const [first, second] = await Promise.all([thumbnails.of(large), thumbnails.of(large)]);
    should(first).equal(second);
  });

  it("are the picture itself up to 10 KB, and where it fits already", async () => {
    const small = file((await noisyPicture(400, 300)).subarray(0, 10_240));
    should((await thumbnails.of(small)).content).equal(small.content);
    const fits = file(await noisyPicture(170, 170));
    should((await thumbnails.of(fits)).content).equal(fits.content);
  });

  it("are the file itself where it is no picture, or one that nobody here can read", async () => {
    const broken = Buffer.concat([(await noisyPicture(400, 300)).subarray(0, 60), Buffer.alloc(20_000)]);
    for (const content of [Buffer.alloc(20_000), Buffer.from("<svg/>".repeat(4000)), broken, vast()]) {
      should((await thumbnails.of(file(content, { mimeType: "image/png" }))).content).equal(content);
    }
  });
});

/** A PNG that says it is larger than any memory. */
function vast(): Buffer {
  const header = Buffer.from("89504e470d0a1a0a0000000d49484452000fffff000fffff0806000000", "hex");
  return Buffer.concat([header, Buffer.alloc(20_000)]);
}
