import should from "should";
import { textRow } from "../../../nodes/dialog-kit/text-row";
import { controlOf } from "./control-of";

describe("a text's row", () => {
  it("keeps spelling checkers away from ids and addresses", () => {
    should(controlOf(textRow("host"))).equal('<input type="text" id="node-input-host" spellcheck="false" />');
  });

  it("shows an example while it is empty", () => {
    should(controlOf(textRow("appKey", { example: "1#2" }))).containEql('placeholder="1#2"');
  });
});
