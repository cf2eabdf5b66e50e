import should from "should";
import { parseBaseUrl } from "../../../src/client/base-url";

describe("the reading of a host", () => {
  for (const [host, address] of [
    ["a61.chat.agora.io", "https://a61.chat.agora.io"],
    [" a1.easemob.com:8443/ ", "https://a1.easemob.com:8443"],
    ["http://127.0.0.1:8790", "http://127.0.0.1:8790"],
    ["HTTPS://A61.Chat.Agora.IO//", "https://a61.chat.agora.io"],
    ["https://proxy.example/chat/", "https://proxy.example/chat"],
    ["localhost:8790", "https://localhost:8790"],
    ["proxy.example/http://a1.easemob.com", "https://proxy.example/http://a1.easemob.com"],
  ] as const) {
    it(`reads ${host}`, () => should(parseBaseUrl(host)).equal(address));
  }

  for (const host of [
    "",
    "  ",
    "a b",
    "a/b c",
    "a\nb",
    "ftp://a",
    "xhttp://a",
    "https://",
    "https://u:p@a",
    "https://u@a",
    "https://:p@a",
    "https://a?x=1",
    "https://a#b",
    "http://[",
    "a:99999",
  ]) {
    it(`refuses "${host}"`, () => should(parseBaseUrl(host)).be.undefined());
  }
});
