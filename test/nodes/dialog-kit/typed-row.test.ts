import should from "should";
import { typedRow } from "../../../nodes/dialog-kit/typed-row";
import { controlOf } from "./control-of";

describe("a typed field's row", () => {
  it("has a hidden input for the type", () => {
    should(controlOf(typedRow("to"))).equal(
      '<input type="text" id="node-input-to" style="width: 100%" /><input type="hidden" id="node-input-toType" />',
    );
  });
});
