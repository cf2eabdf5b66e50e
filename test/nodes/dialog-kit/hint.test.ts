import should from "should";
import { hint, spokenHint, spokenHints, standingWarning, warning } from "../../../nodes/dialog-kit/hint";
import { flat } from "./flat";

describe("a hint", () => {
  it("has its words from the catalogue", () => {
    should(hint("host")).eql({ html: '<div class="agora-chat-hint" data-i18n="hint.host"></div>' });
  });

  it("is there only while its condition holds", () => {
    should(hint("legacy", "dialect:legacy").html).equal(
      '<div class="agora-chat-hint" data-agora-chat-when="dialect:legacy" data-i18n="hint.legacy"></div>',
    );
  });

  it("has an id by which its field names it, where screen readers should say it", () => {
    should(spokenHint("secret")).eql({
      html: '<div class="agora-chat-hint" id="agora-chat-hint-secret" data-i18n="hint.secret"></div>',
      id: "agora-chat-hint-secret",
    });
    should(spokenHint("pace").html).containEql('id="agora-chat-hint-pace" data-i18n="hint.pace"');
  });

  it("shares that id with others of which one is shown at a time", () => {
    const both = spokenHints("mode", [hint("a", "mode:a"), hint("b", "mode:b")]);
    should(both.id).equal("agora-chat-hint-mode");
    should(flat(both.html)).equal(
      `<div id="agora-chat-hint-mode">${hint("a", "mode:a").html}${hint("b", "mode:b").html}</div>`,
    );
  });

  it("is announced when it warns of what somebody has just entered", () => {
    should(warning("late", "verdict:late").html).equal(
      '<div class="agora-chat-hint agora-chat-warning" role="status" data-agora-chat-when="verdict:late" data-i18n="hint.late"></div>',
    );
  });

  it("is not announced when it warns of what is so from the beginning", () => {
    should(standingWarning("private", "address:private").html).equal(
      '<div class="agora-chat-hint agora-chat-warning" data-agora-chat-when="address:private" data-i18n="hint.private"></div>',
    );
  });
});
