import { amountRow } from "../dialog-kit/amount-row";
import { checklistRow } from "../dialog-kit/checklist-row";
import { divider } from "../dialog-kit/divider";
import type { Hint } from "../dialog-kit/hint";
import { hint, spokenHint, spokenHints, standingWarning, warning } from "../dialog-kit/hint";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { secretRow } from "../dialog-kit/secret-row";
import { section } from "../dialog-kit/section";
import { selectRow } from "../dialog-kit/select-row";
import { textAreaRow } from "../dialog-kit/text-area-row";
import { textRow } from "../dialog-kit/text-row";

/** The complete address, with a button that copies it: `nodes/editor-kit/show-address.ts`. */
const addressBox: Hint = {
  html: `<div class="agora-chat-address">
  <code></code>
  <button type="button" class="red-ui-button red-ui-button-small" data-i18n="[title]action.copy;[aria-label]action.copy">
    <i class="fa fa-clipboard" aria-hidden="true"></i>
  </button>
</div>`,
};

/** The dialog of `agora-chat-receive`, from top to bottom. */
export const dialog = renderDialog("agora-chat-receive", [
  nameRow(),

  divider(),
  textRow("path", {
    icon: "globe",
    example: "chat",
    hint: [
      hint("address"),
      addressBox,
      standingWarning("private", "address:private"),
      hint("public", "address:public"),
    ],
  }),
  secretRow("secret", { icon: "lock", hint: [spokenHint("secret"), warning("no-secret", "secret:none")] }),

  divider(),
  selectRow("mode", ["notify", "decide"], { icon: "random", hint: [byMode("mode")] }),
  amountRow("decideWithin", "milliseconds", {
    icon: "clock-o",
    when: "mode:decide",
    hint: [warning("late", "verdict:late")],
  }),
  selectRow("fallback", ["allow", "refuse"], { icon: "hourglass-end", when: "mode:decide" }),

  divider(),
  checklistRow(
    "events",
    ["chat", "chat_offline", "recall", "edit", "read_ack", "muc", "roster", "notify", "status", "other"],
    { icon: "bell-o", wide: true, hint: true },
  ),
  textAreaRow("ignoreSenders", {
    icon: "user-times",
    hint: [byMode("ignoreSenders"), warning("echo", "echo:possible")],
  }),

  section("filters", [
    checklistRow("chatTypes", ["chat", "groupchat", "chatroom"]),
    textAreaRow("senders", { example: "alice, ben", hint: [byMode("filters")] }),
  ]),
  section("advanced", [amountRow("clockWindow", "minutes", { decimal: true, hint: true })]),
]);

/** What a setting does to callbacks that are told, and to those that wait for a verdict. */
function byMode(name: string): Hint {
  return spokenHints(name, [hint(`${name}.notify`, "mode:notify"), hint(`${name}.decide`, "mode:decide")]);
}
