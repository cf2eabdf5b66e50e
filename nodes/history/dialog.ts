import { amountRow } from "../dialog-kit/amount-row";
import { appRow } from "../dialog-kit/app-row";
import { checklistRow } from "../dialog-kit/checklist-row";
import { divider } from "../dialog-kit/divider";
import { hintRow } from "../dialog-kit/hint-row";
import { nameRow } from "../dialog-kit/name-row";
import { renderDialog } from "../dialog-kit/render-dialog";
import { section } from "../dialog-kit/section";
import { selectRow } from "../dialog-kit/select-row";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-history`, from top to bottom. */
export const dialog = renderDialog("agora-chat-history", [
  nameRow(),
  appRow(),

  divider(),
  typedRow("start", { icon: "clock-o", hint: true }),
  typedRow("end", { icon: "clock-o", hint: true }),

  divider(),
  selectRow("output", ["message", "batch", "file"], { icon: "sign-out" }),
  amountRow("batchSize", "messages", { icon: "list-ol", when: "output:batch" }),
  typedRow("path", { icon: "folder-open-o", when: "output:file", hint: true }),

  section("filters", [
    checklistRow("chatTypes", ["chat", "groupchat", "chatroom"]),
    checklistRow("messageTypes", ["txt", "img", "audio", "video", "file", "loc", "cmd", "custom"]),
    typedRow("sender"),
    typedRow("receiver"),
    hintRow("filters"),
  ]),
]);
