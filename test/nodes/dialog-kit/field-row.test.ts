import should from "should";
import { amountRow } from "../../../nodes/dialog-kit/amount-row";
import { checklistRow } from "../../../nodes/dialog-kit/checklist-row";
import { configNodeRow } from "../../../nodes/dialog-kit/config-node-row";
import type { FieldMarks } from "../../../nodes/dialog-kit/field-row";
import { fieldRow } from "../../../nodes/dialog-kit/field-row";
import { hint, spokenHint } from "../../../nodes/dialog-kit/hint";
import type { Row } from "../../../nodes/dialog-kit/row";
import { secretRow } from "../../../nodes/dialog-kit/secret-row";
import { selectRow } from "../../../nodes/dialog-kit/select-row";
import { textAreaRow } from "../../../nodes/dialog-kit/text-area-row";
import { textRow } from "../../../nodes/dialog-kit/text-row";
import { typedRow } from "../../../nodes/dialog-kit/typed-row";
import { flat } from "./flat";

const field = ({ id, describedBy }: FieldMarks): string => `[${id} ${describedBy ?? "undescribed"}]`;

describe("a row with a field", () => {
  it("has a label that names the field, and the field beside it", () => {
    should(flat(fieldRow("to", {}, field)("node-input"))).equal(
      '<div class="form-row"><label for="node-input-to" data-i18n="label.to"></label>' +
        '<div class="agora-chat-control">[node-input-to undescribed]</div></div>',
    );
  });

  it("has an icon before the label's words", () => {
    should(fieldRow("to", { icon: "users" }, field)("node-input")).containEql(
      '<label for="node-input-to"><i class="fa fa-users"></i> <span data-i18n="label.to"></span></label>',
    );
  });

  it("has other ids in the dialog of a config node", () => {
    const html = fieldRow("host", {}, field)("node-config-input");
    should(html).containEql('for="node-config-input-host"').containEql("[node-config-input-host ");
  });

  it("is there only while its condition holds", () => {
    should(fieldRow("to", { when: "recipients:given" }, field)("node-input")).startWith(
      '<div class="form-row" data-agora-chat-when="recipients:given">',
    );
  });

  it("has the hint of its own name when only asked for one", () => {
    should(flat(fieldRow("to", { hint: true }, field)("node-input"))).endWith(`${hint("to").html}</div></div>`);
  });

  it("has several hints in their order", () => {
    const hints = [hint("a", "x:a"), hint("b", "x:b")];
    should(flat(fieldRow("to", { hint: hints }, field)("node-input"))).containEql(
      hints.map(({ html }) => html).join(""),
    );
  });

  it("tells the field which hint describes it", () => {
    const html = fieldRow("to", { hint: [hint("other"), spokenHint("to")] }, field)("node-input");
    should(html).containEql("[node-input-to agora-chat-hint-to]");
  });

  it("can look different, whole or beside its label", () => {
    const html = fieldRow("to", {}, field, { row: "wide", control: "amount" })("node-input");
    should(html).containEql('"form-row wide"').containEql('"agora-chat-control amount"');
  });
});

describe("every kind of field", () => {
  const described = { hint: [spokenHint("x")] };
  const rows: Readonly<Record<string, Row>> = {
    typed: typedRow("x", described),
    text: textRow("x", described),
    "several lines": textAreaRow("x", described),
    secret: secretRow("x", described),
    choice: selectRow("x", ["a"], described),
    checklist: checklistRow("x", ["a"], described),
    amount: amountRow("x", "a", described),
    "config node": configNodeRow("x", described),
  };
  for (const [kind, row] of Object.entries(rows)) {
    it(`names the hint that screen readers say with it: ${kind}`, () => {
      should(row("node-input")).match(/id="node-input-x"[^>]* aria-describedby="agora-chat-hint-x"/);
    });
  }
});
