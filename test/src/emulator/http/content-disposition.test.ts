import should from "should";
import { contentDisposition } from "../../../../src/emulator/http/content-disposition";

describe("the header that names a file", () => {
  for (const [name, header] of [
    ["leaf.png", `attachment; filename="leaf.png"; filename*=UTF-8''leaf.png`],
    ["水 1.png", `attachment; filename="_ 1.png"; filename*=UTF-8''%E6%B0%B4%201.png`],
    [`a"b\\c%d`, `attachment; filename="a_b_c_d"; filename*=UTF-8''a%22b%5Cc%25d`],
    ["it's (*)", `attachment; filename="it's (*)"; filename*=UTF-8''it%27s%20%28%2A%29`],
    ["a\r\nX: b", `attachment; filename="a__X: b"; filename*=UTF-8''a%0D%0AX%3A%20b`],
  ] as const) {
    it(`survives ${JSON.stringify(name)}`, () => should(contentDisposition("attachment", name)).equal(header));
  }
});
