import should from "should";
import { mimeTypeOf } from "../../../../src/client/files/mime-type";
import { flatPng } from "../../../support/sample-media";

const zip = Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(60)]);
const bytes = Buffer.from([0, 1, 2, 3]);

describe("a file's kind", () => {
  it("is what its bytes show, whatever is said of it", async () => {
    should(await mimeTypeOf(flatPng(4, 4), "text/plain", "a.txt")).eql({ mimeType: "image/png", extension: "png" });
  });

  it("is told by its name where the bytes show only a wrapping for many kinds", async () => {
    should(await mimeTypeOf(zip, undefined, "plants.epub")).eql({
      mimeType: "application/epub+zip",
      extension: "epub",
    });
    should(await mimeTypeOf(zip, "application/x-secret", "plants.epub")).eql({
      mimeType: "application/x-secret",
      extension: "zip",
    });
    should(await mimeTypeOf(zip, undefined, "plants")).eql({ mimeType: "application/zip", extension: "zip" });
    should(await mimeTypeOf(zip, undefined, "plants.png")).eql({ mimeType: "application/zip", extension: "zip" });
  });

  it("is what is said of it where the bytes show nothing, but for pictures, sounds and films", async () => {
    should(await mimeTypeOf(bytes, "application/pdf", "")).eql({ mimeType: "application/pdf", extension: "pdf" });
    should(await mimeTypeOf(bytes, "application/x-secret", "")).eql({
      mimeType: "application/x-secret",
      extension: "bin",
    });
    const unknown = { mimeType: "application/octet-stream", extension: "bin" };
    for (const name of ["a.png", "a.mp3", "a.mp4", "a", ""])
      should(await mimeTypeOf(bytes, undefined, name)).eql(unknown);
  });

  it("is text where it can be read as text, and a page where it begins like one", async () => {
    const kind = async (text: string): Promise<string> => (await mimeTypeOf(Buffer.from(text), undefined, "")).mimeType;
    should(await kind("soil too dry 🌱")).equal("text/plain");
    should(await kind("\n <!DOCTYPE html><title>Sign in</title>")).equal("text/html");
    should(await kind("<HTML>")).equal("text/html");
    should(await kind("begin with <html>")).equal("text/plain");
    // Only a beginning is looked at, and it may end within a character.
    for (const before of ["", "x", "xx", "xxx"]) should(await kind(before + "🌱".repeat(5_000))).equal("text/plain");
    should(await kind("a\0b")).equal("application/octet-stream");
    should((await mimeTypeOf(Buffer.from([0xc3, 0x28]), undefined, "")).mimeType).equal("application/octet-stream");
  });
});
