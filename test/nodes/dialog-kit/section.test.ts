import should from "should";
import { section } from "../../../nodes/dialog-kit/section";
import { typedRow } from "../../../nodes/dialog-kit/typed-row";
import { flat } from "./flat";

describe("a section", () => {
  it("has its title, a name by which it is remembered, and its rows with the dialog's ids", () => {
    const row = typedRow("proxy");
    should(flat(section("network", [row, row])("node-config-input"))).equal(
      '<details class="agora-chat-section" data-agora-chat-section="network">' +
        '<summary><span data-i18n="section.network"></span></summary>' +
        `${flat(row("node-config-input")).repeat(2)}</details>`,
    );
  });
});
