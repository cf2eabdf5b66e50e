import { appRow } from "../dialog-kit/app-row";
import { checkRow } from "../dialog-kit/check-row";
import { divider } from "../dialog-kit/divider";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { selectRow } from "../dialog-kit/select-row";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-download-file`, from top to bottom. */
export const dialog = renderDialog("agora-chat-download-file", [
  nameRow(),
  appRow(),

  divider(),
  typedRow("file", { icon: "paperclip", hint: true }),
  typedRow("secret", { icon: "key", hint: true }),
  checkRow("thumbnail"),

  divider(),
  selectRow("saveTo", ["buffer", "file"], { icon: "sign-out" }),
  typedRow("path", { icon: "folder-open-o", when: "saveTo:file", hint: true }),
]);
