import should from "should";
import { filenameInHeader } from "../../../../src/client/files/content-disposition";

/** As Node.js hands on what a server wrote in UTF-8. */
function onTheWire(text: string): string {
  return Buffer.from(text).toString("latin1");
}

describe("the file name in a Content-Disposition header", () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ["quoted", 'attachment; filename="leaf 7.png"', "leaf 7.png"],
    ["bare", "attachment; filename=leaf.png", "leaf.png"],
    ["in capitals, with spaces", 'ATTACHMENT ; FILENAME = "leaf.png" ; size=7', "leaf.png"],
    ["bare, with spaces", "attachment; filename= leaf.png ; size=7", "leaf.png"],
    ["bare, with a slash that escapes nothing there", "attachment; filename=a\\b.png", "a\\b.png"],
    ["with quotes in it", 'attachment; filename="a \\"leaf\\".png"', 'a "leaf".png'],
    ["with a semicolon in it", 'attachment; filename="a;b.png"', "a;b.png"],
    ["in UTF-8, as it is", onTheWire('attachment; filename="发票 🌱.pdf"'), "发票 🌱.pdf"],
    ["in Latin-1", 'attachment; filename="b\xe4ume.png"', "bäume.png"],
    ["encoded", "attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8%20%F0%9F%8C%B1.pdf", "发票 🌱.pdf"],
    ["encoded, before the plain one", "attachment; filename=\"x.png\"; filename*=utf-8'de'b%C3%A4ume.png", "bäume.png"],
    ["encoded, with the encoding's other spelling", "attachment; filename*=utf8''b%C3%A4ume.png", "bäume.png"],
    ["encoded in Latin-1", "attachment; filename*=ISO-8859-1''b%E4ume.png", "bäume.png"],
    ["plain, where the encoding is unknown", "attachment; filename=x.png; filename*=koi8-r''%C1", "x.png"],
    ["plain, where the encoding is like Latin-1", "attachment; filename=x.png; filename*=iso-8859-15''%A4", "x.png"],
    ["the first of two", "attachment; filename=a.png; filename=b.png", "a.png"],
    ["with folders, for others to take away", 'attachment; filename="../../a.png"', "../../a.png"],
    ["cut in the middle", 'attachment; filename="leaf', "leaf"],
    ["missing", "attachment", undefined],
    ["empty", 'attachment; filename=""', undefined],
    ["of no header", undefined, undefined],
  ];
  for (const [what, header, name] of cases) {
    it(`is read ${what}`, () => should(filenameInHeader(header)).equal(name));
  }

  it("takes no time over a header made to hurt", () => {
    const startedAt = performance.now();
    filenameInHeader(`attachment${'; filename="\\"'.repeat(2_000)}`);
    filenameInHeader(`attachment; ${"a".repeat(16_000)}`);
    filenameInHeader(";".repeat(16_000));
    filenameInHeader(`;${" ".repeat(16_000)}`);
    should(performance.now() - startedAt).be.below(500);
  });
});
