import should from "should";
import { configNodeRow } from "../../../nodes/dialog-kit/config-node-row";
import { controlOf } from "./control-of";

describe("a config node's row", () => {
  it("is an input that Node-RED replaces", () => {
    should(controlOf(configNodeRow("tls"))).equal('<input type="text" id="node-input-tls" style="width: 100%" />');
  });
});
