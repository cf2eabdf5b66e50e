import should from "should";
import { errorSummary, nodeError } from "../../../nodes/node-kit/error-report";
import type { Words } from "../../../nodes/node-kit/words";
import { ChatError } from "../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../src/client/chat-error";
import { catalogueOf } from "../../house/catalogue";

/** The English catalogue, as Node-RED reads it. */
const words: Words = (key, params = {}) =>
  (catalogueOf("en-US", "config").get(key) ?? key).replace(/__(\w+)__/g, (_match, name: string) =>
    String(params[name]),
  );

const labelOf = (path: string): string | undefined => (path.startsWith("to") ? "Recipients" : undefined);

describe("the report of an error", () => {
  it("names the field as the dialog does, and the place in it", () => {
    const { message } = report("CHAT_INVALID_INPUT", {
      issues: [
        { path: "to[1]", problem: "empty-id" },
        { path: "to", problem: "required" },
        { path: "ext", problem: "not-json" },
      ],
    });
    const lines = message.split("\n");
    should(lines[1]).startWith("• Recipients (to[1]): This id is empty.");
    should(lines[2]).startWith("• Recipients: ");
    should(lines[3]).startWith("• ext: ");
  });

  it("sends people to the node for a setting that is missing, and to the message for a value", () => {
    const issues = [{ path: "to", problem: "required" }] as const;
    should(report("CHAT_NOT_CONFIGURED", { issues }).message).match(/Open the node and fill it in/);
    should(report("CHAT_NOT_CONFIGURED", { issues }).message).not.match(/message should bring/);
    should(report("CHAT_INVALID_INPUT", { issues }).message).match(/message should bring/);
  });

  it("says the service's own words once", () => {
    const { message } = report("CHAT_REJECTED", { status: 400, description: "param to can't be empty" });
    should(message.split("param to can't be empty")).have.length(2);
  });

  it("says the last failure of a message that waited too long, where there was one", () => {
    should(report("CHAT_EXPIRED", { description: "connect ECONNREFUSED" }).message).endWith(
      "\nDetails: connect ECONNREFUSED",
    );
    should(report("CHAT_EXPIRED", {}).message).not.match(/Details|–/);
  });

  it("leaves no gap where our own check found a message too large", () => {
    const issues = [{ path: "body", problem: "too-large", params: { found: 5121, allowed: 5120 } }] as const;
    const { message } = report("CHAT_TOO_LARGE", { issues });
    should(message).not.containEql("–");
    should(message).match(/5121 bytes.*5120/);
  });

  it("counts the recipients of a message in parts", () => {
    const { message } = report("CHAT_NO_ANSWER", {
      sent: [],
      unsent: ["c"],
      uncertain: ["a", "b"],
      description: "reset",
    });
    should(message).match(/sent to: 0, not sent to: 1, unknown: 2/);
  });

  it("has words of its own for an operation where those for all would not do", () => {
    const details = { outcome: "unknown", description: "reset" } as const;
    should(report("CHAT_NO_ANSWER", { ...details, operation: "upload-file" }).message).match(/^The file went out/);
    should(report("CHAT_NO_ANSWER", { ...details, operation: "configure" }).message).match(/^The request went out/);
  });

  it("counts what became of many, and says which one failed", () => {
    const many = { operation: "import", done: [{}, {}], left: [2, 3, 4], uncertain: [], failedAt: 2 };
    const { message } = report("CHAT_REJECTED", many);
    should(message)
      .match(/done: 2, not done: 3, unknown: 0/)
      .and.match(/number 3 of the list/);
  });

  it("says that a file need not go up again, and keeps its secret out of what is logged", () => {
    const file = { uuid: "1", url: "https://x.example/1", secret: "s3cr3t", filename: "a", bytes: 1, mimeType: "a/b" };
    const error = new ChatError("CHAT_REJECTED", { operation: "send-message", outcome: "not-sent", file });
    const summary = errorSummary(error, words);
    should(summary.file).eql(file);
    const reported = nodeError(summary, words, labelOf);
    should(reported.message).match(/msg\.chatError\.file/);
    should(JSON.stringify(reported) + reported.message).not.containEql("s3cr3t");
  });

  it("carries its code and its summary as its own properties, for Catch nodes", () => {
    const error = report("CHAT_QUOTA_EXCEEDED", { status: 429 });
    should(Object.keys(error).sort()).eql(["cause", "code"]);
    should(error.toString()).startWith("CHAT_QUOTA_EXCEEDED: ");
    should(error.cause).eql({
      code: "CHAT_QUOTA_EXCEEDED",
      operation: "send-message",
      outcome: "not-sent",
      status: 429,
    });
  });

  it("has a cause that reads as what it is where it is shown as text, as the debug sidebar does", () => {
    const error = nodeError(
      { code: "CHAT_UNREACHABLE", operation: "send-message", outcome: "not-sent" },
      words,
      labelOf,
    );
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- that it has one of its own is the point
    should(String(error.cause)).equal('{"code":"CHAT_UNREACHABLE","operation":"send-message","outcome":"not-sent"}');
    should(Object.keys(error.cause)).eql(["code", "operation", "outcome"]);
  });
});

function report(code: ChatErrorCode, details: Partial<ChatErrorDetails>): ReturnType<typeof nodeError> {
  const error = new ChatError(code, { operation: "send-message", outcome: "not-sent", ...details });
  return nodeError(errorSummary(error, words), words, labelOf);
}
