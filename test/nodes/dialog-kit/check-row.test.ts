import should from "should";
import { checkRow } from "../../../nodes/dialog-kit/check-row";
import { flat } from "./flat";

describe("a check box's row", () => {
  it("has its label and its hint behind the box, and the hint said with it", () => {
    should(flat(checkRow("force")("node-input"))).equal(
      '<div class="form-row agora-chat-check"><div class="agora-chat-control">' +
        '<input type="checkbox" id="node-input-force" aria-describedby="agora-chat-hint-force" />' +
        '<label for="node-input-force" data-i18n="label.force"></label>' +
        '<div class="agora-chat-hint" id="agora-chat-hint-force" data-i18n="hint.force"></div></div></div>',
    );
  });

  it("is there only while its condition holds", () => {
    should(checkRow("silent", { when: "messageType:txt" })("node-input")).startWith(
      '<div class="form-row agora-chat-check" data-agora-chat-when="messageType:txt">',
    );
  });
});
