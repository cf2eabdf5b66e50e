import { amountRow } from "../dialog-kit/amount-row";
import { appRow } from "../dialog-kit/app-row";
import { checkRow } from "../dialog-kit/check-row";
import { divider } from "../dialog-kit/divider";
import { hintRow } from "../dialog-kit/hint-row";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { section } from "../dialog-kit/section";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-upload-file`, from top to bottom. */
export const dialog = renderDialog("agora-chat-upload-file", [
  nameRow(),
  appRow(),

  divider(),
  typedRow("file", { icon: "paperclip", hint: true }),
  typedRow("filename", { icon: "file-o" }),
  checkRow("restrictAccess"),
  section("thumbnail", [
    amountRow("thumbnailWidth", "pixels", { placeholder: "thumbnail" }),
    amountRow("thumbnailHeight", "pixels", { placeholder: "thumbnail" }),
    hintRow("thumbnail"),
  ]),
]);
