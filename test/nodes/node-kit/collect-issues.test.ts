import should from "should";
import { ChatError } from "../../../src/client/chat-error";
import { collectIssues } from "../../../nodes/node-kit/collect-issues";
import { noValue } from "../../../nodes/node-kit/read-field";
import type { Issue } from "../../../src/client/issue";

const wrong: Issue = { path: "to", problem: "not-json" };
const alsoWrong: Issue = { path: "text", problem: "expression-failed" };

describe("a reader that collects what is wrong", () => {
  it("goes on behind a field that cannot be read, and keeps all problems in their order", async () => {
    const issues: Issue[] = [];
    const read = collectIssues((name) => {
      if (name === "from") return Promise.resolve("ann");
      return Promise.reject(invalid(name === "to" ? wrong : alsoWrong));
    }, issues);
    should([await read("to"), await read("from"), await read("text")]).eql([undefined, "ann", undefined]);
    should(issues).eql([wrong, alsoWrong]);
  });

  it("lets every other error through", async () => {
    const unset = new ChatError("CHAT_NOT_CONFIGURED", { operation: "read-fields", outcome: "not-sent" });
    const read = collectIssues(() => Promise.reject(unset), []);
    await should(read("to")).be.rejectedWith(unset);
  });

  it("makes nothing anew of an empty field", () => {
    const read = collectIssues(() => noValue, []);
    should(read("pushTitle")).equal(noValue);
  });
});

function invalid(issue: Issue): ChatError {
  return new ChatError("CHAT_INVALID_INPUT", { operation: "read-fields", outcome: "not-sent", issues: [issue] });
}
