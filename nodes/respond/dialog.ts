import { divider } from "../dialog-kit/divider";
import { hint } from "../dialog-kit/hint";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-respond`, from top to bottom. */
export const dialog = renderDialog("agora-chat-respond", [
  nameRow(),

  divider(),
  typedRow("allow", {
    icon: "gavel",
    hint: [hint("allow.yes", "verdict:allow"), hint("allow.no", "verdict:refuse"), hint("allow.open", "verdict:open")],
  }),
  typedRow("code", { icon: "ban", when: "verdict:refuse open", hint: true }),
  typedRow("body", { icon: "pencil", when: "verdict:allow open", hint: true }),
]);
