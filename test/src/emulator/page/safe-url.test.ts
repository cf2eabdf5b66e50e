import should from "should";
import { pictureUrl, webUrl } from "../../../../src/emulator/page/safe-url";

describe("the page's addresses out of messages", () => {
  it("are links only when they are absolute and of the web", () => {
    should(webUrl("https://example.com/a?b=c#d")).equal("https://example.com/a?b=c#d");
    should(webUrl("HTTP://example.com")).equal("http://example.com/");
    const refused = [
      "javascript:alert(1)",
      " java\nscript:alert(1)",
      "data:text/html,x",
      "file:///etc",
      "//x",
      "/x",
      "",
    ];
    should(refused.map(webUrl).filter((url) => url !== undefined)).be.empty();
  });

  it("are pictures also when the picture is written out", () => {
    should(pictureUrl("data:image/png;base64,AAAA")).equal("data:image/png;base64,AAAA");
    should(pictureUrl("http://127.0.0.1/a.png")).equal("http://127.0.0.1/a.png");
    should(pictureUrl("data:text/html,x")).be.undefined();
    should(pictureUrl("javascript:alert(1)//data:image/png")).be.undefined();
  });
});
