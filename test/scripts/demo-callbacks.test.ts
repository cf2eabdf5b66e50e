import should from "should";
import { demoCallbacks } from "../../scripts/demo-callbacks";

describe("the addresses at which the demo is called back", () => {
  it("begin where its Node-RED is, however the path was typed", () => {
    const receivers = [
      { path: "chat", when: "post-send" },
      { path: "/chat/check", when: "pre-send" },
    ] as const;
    should(demoCallbacks(receivers, "http://127.0.0.1:1880", "s3cr3t")).containDeepOrdered([
      { when: "post-send", url: "http://127.0.0.1:1880/chat", secret: "s3cr3t" },
      { when: "pre-send", url: "http://127.0.0.1:1880/chat/check", secret: "s3cr3t", timeoutMs: 1_000 },
    ]);
  });

  it("are none where nobody listens", () => {
    should(demoCallbacks([], "http://127.0.0.1:1880", "s3cr3t")).be.empty();
  });
});
