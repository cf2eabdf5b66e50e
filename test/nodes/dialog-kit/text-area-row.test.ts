import should from "should";
import { textAreaRow } from "../../../nodes/dialog-kit/text-area-row";
import { controlOf } from "./control-of";

describe("a row for several lines", () => {
  it("begins with one", () => {
    should(controlOf(textAreaRow("senders", { example: "alice, ben" }))).equal(
      '<textarea id="node-input-senders" rows="1" spellcheck="false" placeholder="alice, ben"></textarea>',
    );
  });
});
