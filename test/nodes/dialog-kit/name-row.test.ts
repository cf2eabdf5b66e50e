import should from "should";
import { nameRow } from "../../../nodes/dialog-kit/name-row";
import { controlOf } from "./control-of";

describe("the name's row", () => {
  it("has a placeholder in the user's language", () => {
    should(controlOf(nameRow())).equal(
      '<input type="text" id="node-input-name" data-i18n="[placeholder]placeholder.name" />',
    );
  });
});
