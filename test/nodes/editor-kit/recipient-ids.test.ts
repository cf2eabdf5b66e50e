import { array, assert, constantFrom, property } from "fast-check";
import should from "should";
import { addRecipients, recipientIds, removeRecipient, repeatedIds } from "../../../nodes/editor-kit/recipient-ids";
import { recipientProblem } from "../../../nodes/editor-kit/recipient-problem";
import type { Issue } from "../../../src/client/issue";
import { parseRecipients } from "../../../src/client/parsing/parse-recipients";

/** Texts as people and clipboards write them. */
const lists = array(
  constantFrom("alice", "bob", "小林", " ", ",", ";", ", ", "\n", "\r\n", "x".repeat(65), "a b", "\t", ",,"),
  {
    maxLength: 12,
  },
).map((parts) => parts.join(""));

describe("a list of recipients", () => {
  it("is read from commas, semicolons and lines", () => {
    should(recipientIds("alice, bob;carol\n dave \r\n\nerin,\n")).eql(["alice", "bob", "carol", "dave", "erin"]);
    should(recipientIds(" ")).be.empty();
  });

  it("keeps the place of an id that is missing", () => should(recipientIds("alice,,bob")).eql(["alice", "", "bob"]));

  it("is read as the node reads it, and called wrong where the node refuses it", () => {
    assert(
      property(lists, (text) => {
        const issues: Issue[] = [];
        const theirs = parseRecipients(text, "to", issues);
        const ours = recipientIds(text);
        const isWrong = ours.some((id) => recipientProblem(id, ours.length === 1) !== undefined);
        // Without a single id it is missing, which is another rule's to say.
        if (ours.length === 0) should(issues).not.be.empty();
        else should(isWrong).equal(issues.length > 0, JSON.stringify(text));
        if (issues.length === 0) should([...new Set(ours)]).eql(theirs);
      }),
    );
  });

  it("takes more at its end, as it is written itself, and stays the same before", () => {
    should(addRecipients("", "alice bob")).eql({ text: "alice bob", repeated: [] });
    should(addRecipients("alice,bob", "carol").text).equal("alice,bob, carol");
    should(addRecipients("alice\nbob\n", "carol, dave").text).equal("alice\nbob\ncarol\ndave");
    should(addRecipients("alice; bob", "carol").text).equal("alice; bob; carol");
    should(addRecipients("alice, ", "bob").text).equal("alice, bob");
  });

  it("takes none twice, and says which were there", () => {
    should(addRecipients("alice, bob", "bob\ncarol\ncarol\nbob")).eql({
      text: "alice, bob, carol",
      repeated: ["bob", "carol"],
    });
  });

  it("stays as it is, to the byte, where nothing is added", () => {
    assert(
      property(lists, (text) => {
        should(addRecipients(text, "").text).equal(text);
        should(addRecipients(text, text).text).equal(text);
      }),
    );
  });

  it("lets one go by its place", () => {
    should(removeRecipient("alice, bob, carol", 1)).equal("alice, carol");
    should(removeRecipient("alice,,bob", 1)).equal("alice, bob");
    should(removeRecipient("alice\nbob\ncarol", 0)).equal("bob\ncarol");
    should(removeRecipient("alice", 0)).equal("");
  });

  it("says which it names twice", () => {
    should(repeatedIds(["alice", "bob", "alice", "alice", "", ""])).eql(["alice"]);
  });

  it("has a variable only where it is all of it", () => {
    should(recipientProblem("${TEAM}", true)).be.undefined();
    should(recipientProblem("${TEAM}", false)).equal("variable");
  });
});
