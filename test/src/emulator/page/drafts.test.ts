import should from "should";
import { createDrafts, putBack } from "../../../../src/emulator/page/drafts";

describe("the page's drafts", () => {
  it("are kept for each conversation", () => {
    const draftOf = createDrafts();
    draftOf("users/alice").text = "half a";
    should(draftOf("users/bob").text).equal("");
    should(draftOf("users/alice").text).equal("half a");
  });

  it("take back what could not be said, above what has been typed since", () => {
    const draft = createDrafts()("users/alice");
    putBack(draft, "first", "why");
    should(draft).containEql({ text: "first", trouble: "why" });
    Object.assign(draft, { text: "second", again: true });
    putBack(draft, "first", "why");
    should(draft).containEql({ text: "first\nsecond", again: false });
  });
});
