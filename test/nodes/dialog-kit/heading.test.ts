import should from "should";
import { heading } from "../../../nodes/dialog-kit/heading";

describe("a heading", () => {
  it("has its words from the catalogue", () => {
    should(heading("sign-in")("node-input")).equal('<h4 class="agora-chat-heading" data-i18n="section.sign-in"></h4>');
  });
});
