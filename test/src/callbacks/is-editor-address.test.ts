import should from "should";
import { isEditorAddress } from "../../../src/callbacks/is-editor-address";

describe("an address of the editor", () => {
  for (const path of ["/flows", "/flow", "/Nodes/", "/auth/token", "/auth/revoke", "/settings/user"]) {
    it(`is ${path}, where the editor is at the root`, () => should(isEditorAddress(path, "/")).be.true());
    it(`is /red${path}, where it is at /red`, () => should(isEditorAddress(`/red${path}`, "/red/")).be.true());
    it(`is not ${path}, where it is at /red`, () => should(isEditorAddress(path, "/red")).be.false());
  }

  for (const path of ["/chat", "/flows/chat", "/my-flows", "/settings", "/overflow", "/bots/nodes"]) {
    it(`is not ${path}`, () => should(isEditorAddress(path, "/")).be.false());
  }

  it("is found without delay behind thousands of slashes", () => {
    const slashes = "/".repeat(15_000);
    should(isEditorAddress(`${slashes}flows${slashes}`, "/")).be.true();
  });
});
