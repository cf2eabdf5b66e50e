import should from "should";
import { selectRow } from "../../../nodes/dialog-kit/select-row";
import { controlOf } from "./control-of";

describe("a row to choose in", () => {
  it("words each value by the catalogue", () => {
    should(controlOf(selectRow("mode", ["notify", "decide"]))).equal(
      '<select id="node-input-mode"><option value="notify" data-i18n="option.mode.notify"></option>' +
        '<option value="decide" data-i18n="option.mode.decide"></option></select>',
    );
  });
});
