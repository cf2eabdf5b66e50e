import should from "should";
import { parseConversation } from "../../../../src/client/conversation/parse-conversation";
import type { ConversationDraft } from "../../../../src/client/conversation/parse-conversation";
import type { Issue } from "../../../../src/client/issue";

const draft: ConversationDraft = { user: "alice.k", channel: "bob", chatType: "chat", deleteRoam: false };

function problems(changes: Partial<ConversationDraft>): readonly string[] {
  const issues: Issue[] = [];
  should(parseConversation({ ...draft, ...changes }, issues)).be.undefined();
  return issues.map(({ path, problem }) => `${path}: ${problem}`);
}

describe("the check of a conversation", () => {
  it("takes ids and both kinds", () => {
    const issues: Issue[] = [];
    should(parseConversation({ ...draft, user: " alice.k\n" }, issues)).eql(draft);
    should(parseConversation({ ...draft, chatType: "groupchat" }, issues)).match({ chatType: "groupchat" });
    should(parseConversation({ ...draft, chatType: "chatgroups" }, issues)).match({ chatType: "groupchat" });
    should(issues).be.empty();
  });

  it("says everything that is wrong at once", () => {
    should(problems({ user: undefined, channel: ["bob", "carl"], chatType: "chatroom" })).eql([
      "user: required",
      "channel: one-id-expected",
      "chatType: not-a-choice",
    ]);
    should(problems({ user: 7, channel: "bob, carl", chatType: "" })).eql([
      "user: id-not-text",
      "channel: one-id-expected",
      "chatType: required",
    ]);
    should(problems({ user: " ", channel: "x".repeat(65) })).eql(["user: empty-id", "channel: id-too-long"]);
    should(problems({ user: {} })).eql(["user: id-not-text"]);
    const issues: Issue[] = [];
    parseConversation({ ...draft, chatType: "chatroom" }, issues);
    should(issues).eql([{ path: "chatType", problem: "not-a-choice", params: { allowed: "chat, groupchat" } }]);
  });

  it("takes no user whose name would lead elsewhere in the address", () => {
    for (const user of [".", "..", " .. "]) should(problems({ user })).eql(["user: not-an-id"]);
    should(parseConversation({ ...draft, user: "...", channel: ".." }, [])).match({ user: "...", channel: ".." });
  });
});
