import should from "should";
import { invalidInput } from "../../../src/client/invalid-input";
import { wholeLists } from "../../support/whole-lists";

const tooLarge = { path: "file", problem: "file-too-large", params: { found: 2, allowed: 1 } } as const;

describe("the error of an invalid input", () => {
  it("says that nothing was sent, and keeps the first problem of each field", () => {
    const first = { path: "to", problem: "required" } as const;
    const issues = [first, { path: "to", problem: "empty-id" }, tooLarge] as const;
    should(invalidInput("recall", issues)).match(
      wholeLists({
        code: "CHAT_INVALID_INPUT",
        details: { operation: "recall", outcome: "not-sent", issues: [first, tooLarge] },
      }),
    );
  });

  it("is one of size where nothing else is wrong", () => {
    should(invalidInput("upload-file", [tooLarge]).code).equal("CHAT_TOO_LARGE");
    should(invalidInput("import", [{ ...tooLarge, problem: "too-large" }, tooLarge]).code).equal("CHAT_TOO_LARGE");
  });
});
