import should from "should";
import { place } from "../../../nodes/dialog-kit/place";

describe("a place for the script", () => {
  it("is empty and found by its class", () => {
    should(place("agora-chat-test")("node-input")).equal('<div class="agora-chat-test"></div>');
  });
});
