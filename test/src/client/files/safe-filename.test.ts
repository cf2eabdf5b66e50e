import should from "should";
import { safeFilename } from "../../../../src/client/files/safe-filename";
import { suffixedFilename } from "../../../../src/client/files/suffixed-filename";

describe("a safe file name", () => {
  const kept = [
    "leaf.png",
    "bed 7 🌱 – Blatt.jpeg",
    "发票.pdf",
    "👩‍🌾.txt",
    "archive.tar.gz",
    "no extension",
    "a'b&c=1;d.txt",
  ];
  for (const name of kept) it(`leaves "${name}" as it is`, () => should(safeFilename(name, "file")).equal(name));

  const changed: readonly (readonly [string, string, string])[] = [
    ["folders", "../../etc/cron.d/job", "job"],
    ["folders of Windows", "..\\..\\Windows\\win.ini", "win.ini"],
    ["folders of both kinds", "a/b\\..\\c.txt", "c.txt"],
    ["a drive", "C:evil.txt", "C_evil.txt"],
    ["another stream of a file", "leaf.png:hidden", "leaf.png_hidden"],
    ["line ends, which would begin another header", 'a"\r\nX-Evil: 1\r\n.png', "a_X-Evil_ 1.png"],
    ["a zero, behind which some systems see nothing", "leaf.png\0.exe", "leaf.png.exe"],
    ["a turn of the direction", "leaf\u202egnp.exe", "leafgnp.exe"],
    ["half a character", "leaf\ud83c.png", "leaf\ufffd.png"],
    ["a name that would be hidden", ".profile", "_profile"],
    ["many dots", "...bashrc", "_bashrc"],
    ["spaces at the beginning", " \t leaf.png", "leaf.png"],
    ["dots and spaces at the end", "leaf.png. . ", "leaf.png"],
    ["wild cards and pipes", "a*b?c|d<e>.txt", "a_b_c_d_e_.txt"],
    ["a device of Windows", "con", "_con"],
    ["a device with an extension", "LPT1.txt", "_LPT1.txt"],
    ["a device with a space", "NUL .png", "_NUL .png"],
  ];
  for (const [what, name, safe] of changed)
    it(`is free of ${what}`, () => should(safeFilename(name, "file")).equal(safe));

  for (const name of ["", " ", ".", "..", "../..", "a/", "\0", "\r\n", "/..", "???", "\u202e"]) {
    it(`is another one where ${JSON.stringify(name)} leaves nothing`, () =>
      should(safeFilename(name, "fallback")).equal("fallback"));
  }

  it("has 255 bytes at most, its extension kept and no character cut in two", () => {
    const name = safeFilename(`${"🌱".repeat(200)}.jpeg`, "file");
    should(name).equal(`${"🌱".repeat(62)}.jpeg`);
    should(Buffer.byteLength(name)).be.belowOrEqual(255);
    should(Buffer.byteLength(safeFilename("x".repeat(300), "file"))).equal(255);
    should(safeFilename(`a.${"x".repeat(300)}`, "file")).equal(`a.${"x".repeat(253)}`);
  });
});

describe("a file name with something behind it", () => {
  it("keeps its extension", () => {
    should(suffixedFilename("leaf.png", " (2)")).equal("leaf (2).png");
    should(suffixedFilename("leaf", " (2)")).equal("leaf (2)");
    should(suffixedFilename(".leaf.png.part", ".1a2b")).equal(".leaf.png.1a2b.part");
  });

  it("has it at its end where what stands behind its dot is too long for an extension", () => {
    should(suffixedFilename(`bed.${"x".repeat(31)}`, " (2)")).equal(`bed (2).${"x".repeat(31)}`);
    should(suffixedFilename(`bed.${"x".repeat(32)}`, " (2)")).equal(`bed.${"x".repeat(32)} (2)`);
  });

  it("is cut where it would be too long", () => {
    should(suffixedFilename(`${"x".repeat(251)}.png`, " (2)")).equal(`${"x".repeat(247)} (2).png`);
  });
});
