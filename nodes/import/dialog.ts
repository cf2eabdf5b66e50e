import { appRow } from "../dialog-kit/app-row";
import { checkRow } from "../dialog-kit/check-row";
import { divider } from "../dialog-kit/divider";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { selectRow } from "../dialog-kit/select-row";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-import`, from top to bottom. */
export const dialog = renderDialog("agora-chat-import", [
  nameRow(),
  appRow(),

  divider(),
  typedRow("records", { icon: "list", hint: true }),
  selectRow("chatType", ["users", "chatgroups"], { icon: "comments-o", hint: true }),

  divider(),
  checkRow("markRead"),
  checkRow("needDownload"),
]);
