import { appRow } from "../dialog-kit/app-row";
import { checkRow } from "../dialog-kit/check-row";
import { divider } from "../dialog-kit/divider";
import { hintRow } from "../dialog-kit/hint-row";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { section } from "../dialog-kit/section";
import { selectRow } from "../dialog-kit/select-row";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-recall`, from top to bottom. */
export const dialog = renderDialog("agora-chat-recall", [
  nameRow(),
  appRow(),

  divider(),
  typedRow("messages", { icon: "undo", hint: true }),

  section("lone-id", [selectRow("chatType", ["users", "chatgroups", "chatrooms"]), typedRow("to"), hintRow("lone-id")]),
  section("options", [typedRow("from", { hint: true }), checkRow("force")]),
]);
