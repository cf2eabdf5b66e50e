import should from "should";
import { amountRow } from "../../../nodes/dialog-kit/amount-row";
import { flat } from "./flat";

describe("an amount's row", () => {
  it("has its unit right behind the number", () => {
    should(flat(amountRow("size", "messages")("node-input"))).containEql(
      '<div class="agora-chat-control agora-chat-amount"><input type="text" inputmode="numeric" id="node-input-size" />' +
        '<span data-i18n="unit.messages"></span></div>',
    );
  });

  it("asks for the keys of a fraction where it may have one", () => {
    should(amountRow("timeout", "seconds", { decimal: true })("node-input")).containEql('inputmode="decimal"');
  });

  it("says in the user's language what being empty means", () => {
    should(amountRow("width", "pixels", { placeholder: "thumbnail" })("node-input")).containEql(
      'data-i18n="[placeholder]placeholder.thumbnail"',
    );
  });
});
