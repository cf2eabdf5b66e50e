import should from "should";
import { secretRow } from "../../../nodes/dialog-kit/secret-row";
import { controlOf } from "./control-of";

describe("a secret's row", () => {
  it("hides what is typed and says that nothing is set", () => {
    should(controlOf(secretRow("token"))).equal(
      '<input type="password" id="node-input-token" style="width: 100%" data-i18n="[placeholder]placeholder.not-set" />',
    );
  });

  it("shows an example instead where there is one", () => {
    should(controlOf(secretRow("redisUrl", { example: "redis://x" }))).equal(
      '<input type="password" id="node-input-redisUrl" style="width: 100%" placeholder="redis://x" />',
    );
  });
});
