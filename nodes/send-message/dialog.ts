import { appRow } from "../dialog-kit/app-row";
import { checkRow } from "../dialog-kit/check-row";
import { divider } from "../dialog-kit/divider";
import { hint } from "../dialog-kit/hint";
import { nameRow } from "../dialog-kit/name-row";
import { place } from "../dialog-kit/place";
import { renderDialog } from "../dialog-kit/render-dialog";
import { section } from "../dialog-kit/section";
import { selectRow } from "../dialog-kit/select-row";
import { typedRow } from "../dialog-kit/typed-row";

/** The dialog of `agora-chat-send-message`, from top to bottom. */
export const dialog = renderDialog("agora-chat-send-message", [
  nameRow(),
  appRow(),
  typedRow("chatType", { icon: "comments-o", hint: [hint("reply", "recipients:reply")] }),
  typedRow("to", { icon: "users", when: "recipients:given", hint: [hint("to", "toType:msg")] }),

  divider(),
  selectRow("messageType", ["txt", "img", "audio", "video", "file", "loc", "cmd", "custom", "any"], {
    icon: "commenting-o",
  }),
  typedRow("body", { icon: "envelope-o", when: "messageType:any", hint: true }),
  typedRow("text", { icon: "align-left", when: "messageType:txt" }),
  typedRow("file", { icon: "paperclip", when: "messageType:img audio video file", hint: true }),
  typedRow("filename", { icon: "file-o", when: "messageType:img audio video file" }),
  typedRow("thumbnail", { icon: "picture-o", when: "messageType:video" }),
  typedRow("size", { icon: "arrows-alt", when: "messageType:img", hint: [hint("measured")] }),
  typedRow("length", { icon: "clock-o", when: "messageType:audio video", hint: [hint("measured")] }),
  typedRow("lat", { icon: "map-marker", when: "messageType:loc" }),
  typedRow("lng", { icon: "map-marker", when: "messageType:loc" }),
  typedRow("addr", { icon: "map-o", when: "messageType:loc" }),
  typedRow("action", { icon: "terminal", when: "messageType:cmd" }),
  typedRow("customEvent", { icon: "bolt", when: "messageType:custom" }),
  typedRow("customExts", { icon: "list-ul", when: "messageType:custom" }),
  place("agora-chat-preview"),

  section("options", [
    typedRow("from", { hint: true }),
    typedRow("ext", { hint: true }),
    checkRow("restrictAccess", { when: "messageType:img audio video file" }),
  ]),
  section("push", [
    typedRow("pushTitle"),
    typedRow("pushContent"),
    typedRow("pushCategory"),
    typedRow("pushSound"),
    checkRow("pushMutable"),
    checkRow("silent"),
    checkRow("forcePush"),
  ]),
  section("delivery", [checkRow("onlineOnly"), checkRow("syncDevice"), checkRow("stampId")]),
]);
