import should from "should";
import { hint } from "../../../nodes/dialog-kit/hint";
import { hintRow } from "../../../nodes/dialog-kit/hint-row";
import { flat } from "./flat";

describe("a hint's row", () => {
  it("has the hint in the fields' column", () => {
    should(flat(hintRow("limits")("node-input"))).equal(
      `<div class="form-row"><div class="agora-chat-control">${hint("limits").html}</div></div>`,
    );
  });
});
