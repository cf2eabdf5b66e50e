import should from "should";
import { divider } from "../../../nodes/dialog-kit/divider";

describe("a divider", () => {
  it("is a line", () => {
    should(divider()("node-input")).equal('<hr class="agora-chat-rule" />');
  });
});
