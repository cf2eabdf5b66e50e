import should from "should";
import { checklistRow } from "../../../nodes/dialog-kit/checklist-row";
import { controlOf } from "./control-of";

describe("a checklist's row", () => {
  it("is a list of which several may be chosen", () => {
    should(controlOf(checklistRow("events", ["chat"]))).equal(
      '<select id="node-input-events" multiple><option value="chat" data-i18n="option.events.chat"></option></select>',
    );
  });

  it("gives long words more room when asked to", () => {
    should(checklistRow("events", ["chat"], { wide: true })("node-input")).startWith(
      '<div class="form-row agora-chat-wide">',
    );
  });
});
