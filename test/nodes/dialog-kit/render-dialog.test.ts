import should from "should";
import packageJson from "../../../package.json";
import { nameRow } from "../../../nodes/dialog-kit/name-row";
import { renderDialog } from "../../../nodes/dialog-kit/render-dialog";
import { readDialog } from "../../../scripts/read-dialog";
import { flat } from "./flat";

describe("a dialog's template", () => {
  it("is what Node-RED finds by the node's type, with the rows from top to bottom", () => {
    const row = (): string => "<hr />";
    should(flat(renderDialog("agora-chat-x", [nameRow(), row]))).equal(
      '<script type="text/html" data-template-name="agora-chat-x"><div class="agora-chat-dialog">' +
        `${flat(nameRow()("node-input"))}<hr /></div></script>`,
    );
  });

  it("has a config node's ids where it is one's", () => {
    const html = renderDialog("agora-chat-x", [nameRow()], "node-config-input");
    should(html).containEql('id="node-config-input-name"').not.containEql('"node-input-');
  });
});

for (const set of Object.keys(packageJson["node-red"].nodes)) {
  describe(`the dialog of ${set}`, () => {
    let html: string;

    before(async () => {
      html = await readDialog(set);
    });

    it("is that of this node", () => {
      should(html).startWith(`<script type="text/html" data-template-name="agora-chat-${set}">\n`);
      should(html).endWith("\n</script>\n");
    });

    it("has every id once", () => {
      const ids = values(html, "id");
      should(ids.filter((id, index) => ids.indexOf(id) !== index)).be.empty();
    });

    it("has a field for every label, and every hint that a field is described by", () => {
      const named = [...values(html, "for"), ...values(html, "aria-describedby")];
      should(named.filter((id) => !values(html, "id").includes(id))).be.empty();
    });
  });
}

function values(html: string, attribute: string): readonly string[] {
  return [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))].map((match) => match[1] ?? "");
}
