import { createRequire } from "node:module";
import should from "should";
import { ChatError, chatErrorCodes, isChatError } from "../../../src/client/chat-error";
import { wholeLists } from "../../support/whole-lists";

describe("a chat error", () => {
  const error = new ChatError("CHAT_INVALID_INPUT", {
    operation: "send-message",
    outcome: "not-sent",
    issues: [{ path: "to[1]", problem: "empty-id" }],
  });

  it("says what happened in one line", () => {
    should(error.message).equal("CHAT_INVALID_INPUT in send-message (not-sent): to[1]: empty-id");
    should(
      new ChatError("CHAT_REJECTED", { operation: "token", outcome: "unknown", status: 400, error: "e" }).message,
    ).equal("CHAT_REJECTED in token (unknown): status 400; e");
    should(new ChatError("CHAT_STOPPED", { operation: "token", outcome: "not-sent" }).message).equal(
      "CHAT_STOPPED in token (not-sent)",
    );
    should(error).be.instanceof(Error).and.have.property("name", "ChatError");
  });

  it("is known by its kind, and by its code", () => {
    should(isChatError(error)).be.true();
    should(isChatError(error, "CHAT_INVALID_INPUT")).be.true();
    should(isChatError(error, "CHAT_REJECTED")).be.false();
    for (const other of [new Error("x"), null, undefined, "CHAT_REJECTED", { code: "CHAT_REJECTED" }]) {
      should(isChatError(other)).be.false();
    }
  });

  it("is known across two copies of the package", () => {
    const load = createRequire(__filename);
    const path = load.resolve("../../../src/client/chat-error");
    const first = load.cache[path];
    Reflect.deleteProperty(load.cache, path);
    const copy = load(path) as { ChatError: typeof ChatError };
    load.cache[path] = first;
    should(copy.ChatError).not.equal(ChatError);
    const foreign = new copy.ChatError("CHAT_STOPPED", { operation: "token", outcome: "not-sent" });
    should(foreign).not.be.instanceof(ChatError);
    should(isChatError(foreign, "CHAT_STOPPED")).be.true();
  });

  it("becomes another with some details replaced, and stays what it was", () => {
    const other = error.with({ outcome: "unknown", unsent: ["a"] });
    should(other).match(wholeLists({ code: "CHAT_INVALID_INPUT", details: { outcome: "unknown", unsent: ["a"] } }));
    should(other.details.issues).equal(error.details.issues);
    should(error.details).match({ outcome: "not-sent" });
  });

  it("has codes that are all different", () => should(new Set(chatErrorCodes).size).equal(chatErrorCodes.length));
});
