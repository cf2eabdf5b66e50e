import should from "should";
import { chatErrorCodes } from "../../src/client/chat-error";
import { textOf } from "./checkout";

// Flows compare with these words: none may change, and a new one is a decision.
const promised = [
  "CHAT_NOT_CONFIGURED",
  "CHAT_INVALID_INPUT",
  "CHAT_UNAUTHORIZED",
  "CHAT_REJECTED",
  "CHAT_NOT_FOUND",
  "CHAT_TOO_LARGE",
  "CHAT_RATE_LIMITED",
  "CHAT_QUOTA_EXCEEDED",
  "CHAT_UNAVAILABLE",
  "CHAT_UNREACHABLE",
  "CHAT_NO_ANSWER",
  "CHAT_BAD_ANSWER",
  "CHAT_OUTBOX_FULL",
  "CHAT_EXPIRED",
  "CHAT_STOPPED",
];

describe("the error codes", () => {
  it("are those that flows rely on", () => should([...chatErrorCodes].sort()).eql([...promised].sort()));

  for (const readme of ["README.md", "README.zh-CN.md"]) {
    it(`are those in the table of ${readme}`, () => {
      const rows = [...textOf(readme).matchAll(/^\|[^|]*\|/gm)].map(([cell]) => cell);
      const codes = rows.flatMap((cell) => [...cell.matchAll(/\bCHAT_[A-Z_]+/g)].map(([code]) => code));
      should(codes.sort()).eql([...promised].sort());
    });
  }
});
