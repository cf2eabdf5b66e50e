import should from "should";
import { callbackAddress } from "../../../nodes/editor-kit/callback-address";
import { callbackPath } from "../../../nodes/editor-kit/callback-path";

describe("the path of a receive node", () => {
  it("is the same with and without slashes around it", () => {
    for (const typed of ["chat", "/chat", "chat/", "//chat//", " /chat "]) should(callbackPath(typed)).equal("/chat");
  });

  it("may have several parts", () => should(callbackPath("bots/echo")).equal("/bots/echo"));

  it("is none where nothing but slashes was typed", () => {
    for (const typed of ["", " ", "/", "//"]) should(callbackPath(typed)).equal("");
  });
});

describe("the address of a receive node", () => {
  it("is the path below the server's name", () => {
    should(callbackAddress("https://example.com", "/", "chat")).equal("https://example.com/chat");
  });

  it("contains the root that Node-RED's settings give, however it is written there", () => {
    for (const root of ["/api", "/api/", "api"]) {
      should(callbackAddress("https://example.com:1880", root, "/chat/")).equal("https://example.com:1880/api/chat");
    }
  });

  it("ends with a slash where there is no path yet", () => {
    should(callbackAddress("https://example.com", "/", "")).equal("https://example.com/");
  });
});
