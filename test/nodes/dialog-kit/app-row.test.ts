import should from "should";
import { appRow } from "../../../nodes/dialog-kit/app-row";
import { controlOf } from "./control-of";

describe("the chat app's row", () => {
  it("leaves it to Node-RED to list the apps", () => {
    should(appRow()("node-input")).containEql("fa-cloud");
    should(controlOf(appRow())).equal('<input type="text" id="node-input-app" style="width: 100%" />');
  });
});
