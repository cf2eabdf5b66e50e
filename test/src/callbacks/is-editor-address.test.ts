import should from "should";
import { isEditorAddress } from "../../../src/callbacks/is-editor-address";

describe("an address of the editor", () => {
  for (const path of [
    "/flows",
    "/flow",
    "/Nodes/",
    "/auth/token",
    "/auth/revoke",
    "/red/settings/user",
    "/flows?x=1",
  ]) {
    it(`is ${path}`, () => should(isEditorAddress(path)).be.true());
  }
  for (const path of ["/chat", "/flows/chat", "/my-flows", "/settings", "/overflow"]) {
    it(`is not ${path}`, () => should(isEditorAddress(path)).be.false());
  }
});
