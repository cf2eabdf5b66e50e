import { appRule } from "./app-rule";
import { currentValue } from "./current-value";
import * as literals from "./message-literals";
import { ruleWhen } from "./rule";
import { typedCheck, typedRule } from "./typed-check";
import type { TypedRequirements } from "./typed-check";

const files = ["img", "audio", "video", "file"];

/** Whether the chat type and the recipients come from `msg.reply`. */
export function isReply(node: EditorNode): boolean {
  return currentValue(node, "chatTypeType") === "pick" && currentValue(node, "chatType") === "reply";
}

/** The send node's rules: what the dialog can know before a message comes. A field of another message type is never wrong. */
export const messageRules = {
  app: appRule,
  chatType: typedRule("chatType", { missing: "invalid.chatType.missing" }),
  to: typedRule("to", { missing: "invalid.to.missing", literal: literals.recipients }, (node) => !isReply(node)),
  from: typedRule("from"),
  body: forTypes(["any"], "body", { missing: "invalid.body.missing", literal: literals.messageBody }),
  text: forTypes(["txt"], "text", { missing: "invalid.text.missing" }),
  file: forTypes(files, "file", { missing: "invalid.file.missing" }),
  filename: forTypes(files, "filename"),
  thumbnail: forTypes(["video"], "thumbnail"),
  size: forTypes(["img"], "size", { literal: literals.pixelSize }),
  length: forTypes(["audio", "video"], "length", { literal: literals.seconds }),
  lat: forTypes(["loc"], "lat", { missing: "invalid.lat.missing", literal: literals.degrees(90) }),
  lng: forTypes(["loc"], "lng", { missing: "invalid.lng.missing", literal: literals.degrees(180) }),
  addr: forTypes(["loc"], "addr", { missing: "invalid.addr.missing" }),
  action: forTypes(["cmd"], "action", { missing: "invalid.action.missing" }),
  customEvent: ruleWhen(isType(["custom"]), (node, value) =>
    value === "" && currentValue(node, "customExts") === ""
      ? node._("invalid.custom.missing")
      : typedCheck("customEvent", { literal: literals.eventName })(node, value),
  ),
  customExts: forTypes(["custom"], "customExts", { literal: literals.customExts }),
  ext: typedRule("ext", { literal: literals.extension }),
  pushTitle: typedRule("pushTitle"),
  pushContent: typedRule("pushContent"),
  pushCategory: typedRule("pushCategory"),
  pushSound: typedRule("pushSound"),
} as const;

function forTypes(types: readonly string[], property: string, requirements?: TypedRequirements): Validate {
  return typedRule(property, requirements, isType(types));
}

function isType(types: readonly string[]): (node: EditorNode) => boolean {
  return (node) => types.includes(currentValue(node, "messageType"));
}
