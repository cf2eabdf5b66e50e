import { appRow } from "../dialog-kit/app-row";
import { checkRow } from "../dialog-kit/check-row";
import { divider } from "../dialog-kit/divider";
import { hint } from "../dialog-kit/hint";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { selectRow } from "../dialog-kit/select-row";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-delete-conversation`, from top to bottom. */
export const dialog = renderDialog("agora-chat-delete-conversation", [
  nameRow(),
  appRow(),

  divider(),
  typedRow("user", { icon: "user", hint: true }),
  selectRow("chatType", ["chat", "groupchat"], { icon: "comments-o" }),
  typedRow("channel", {
    icon: "users",
    hint: [hint("channel.chat", "chatType:chat"), hint("channel.groupchat", "chatType:groupchat")],
  }),

  divider(),
  checkRow("deleteRoam"),
]);
