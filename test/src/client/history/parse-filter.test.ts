import should from "should";
import { parseFilter } from "../../../../src/client/history/parse-filter";
import type { FilterDraft } from "../../../../src/client/history/parse-filter";
import type { Issue } from "../../../../src/client/issue";
import { wholeLists } from "../../../support/whole-lists";

function filterOf(draft: FilterDraft): unknown {
  const issues: Issue[] = [];
  const filter = parseFilter(draft, issues);
  return issues.length > 0 ? issues : filter;
}

describe("a filter of history", () => {
  it("excludes nothing where nothing is given", () => {
    should(filterOf({})).eql({});
    should(filterOf({ chatTypes: [], messageTypes: [], sender: "", receiver: undefined })).eql({});
  });

  it("takes the words of records and those of sending, each once", () => {
    const chatTypes = ["chat", "users", "groupchat", "chatrooms"];
    should(filterOf({ chatTypes })).eql({ chatTypes: ["chat", "groupchat", "chatroom"] });
    should(filterOf({ chatTypes: "chatgroups" })).eql({ chatTypes: ["groupchat"] });
    should(filterOf({ messageTypes: ["img", "img", "cmd"] })).eql({ messageTypes: ["img", "cmd"] });
    should(filterOf({ sender: " ann ", receiver: "229600" })).eql({ sender: "ann", receiver: "229600" });
  });

  it("refuses lists within a list, and shows what stands where one id should", () => {
    should(filterOf({ chatTypes: [["chat"]], receiver: ["ann"] })).eql([
      { path: "chatTypes", problem: "not-a-choice", params: { allowed: "chat, groupchat, chatroom" } },
      { path: "receiver", problem: "one-id-expected", params: { found: "[…]" } },
    ]);
  });

  it("refuses words that there are not, and what is no id, all at once", () => {
    const draft = { chatTypes: ["chat", "toString"], messageTypes: ["txt", 7], sender: 7, receiver: ["ann", "bob"] };
    should(filterOf(draft)).match(
      wholeLists([
        { path: "chatTypes", problem: "not-a-choice", params: { allowed: "chat, groupchat, chatroom" } },
        { path: "messageTypes", problem: "not-a-choice" },
        { path: "sender", problem: "id-not-text" },
        { path: "receiver", problem: "one-id-expected" },
      ]),
    );
  });
});
