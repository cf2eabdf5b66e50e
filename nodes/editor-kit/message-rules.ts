import { currentValue } from "./current-value";
import * as literals from "./message-literals";
import { rule, ruleWhen } from "./rule";
import { typedCheck } from "./typed-check";
import type { TypedRequirements } from "./typed-check";

const files = ["img", "audio", "video", "file"];

/** Whether the chat type and the recipients come from `msg.reply`. */
export function isReply(node: EditorNode): boolean {
  return currentValue(node, "chatTypeType") === "pick" && currentValue(node, "chatType") === "reply";
}

/** The send node's rules: what the dialog can know before a message comes. A field of another message type is never wrong. */
export const messageRules = {
  app: rule(appProblem),
  chatType: always("chatType", { missing: "invalid.chatType.missing" }),
  to: ruleWhen(
    (node) => !isReply(node),
    typedCheck("to", { missing: "invalid.to.missing", literal: literals.recipients }),
  ),
  from: always("from"),
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
  ext: always("ext", { literal: literals.extension }),
  pushTitle: always("pushTitle"),
  pushContent: always("pushContent"),
  pushCategory: always("pushCategory"),
  pushSound: always("pushSound"),
} as const;

function always(property: string, requirements?: TypedRequirements): Validate {
  return rule(typedCheck(property, requirements));
}

function forTypes(types: readonly string[], property: string, requirements?: TypedRequirements): Validate {
  return ruleWhen(isType(types), typedCheck(property, requirements));
}

function isType(types: readonly string[]): (node: EditorNode) => boolean {
  return (node) => types.includes(currentValue(node, "messageType"));
}

function appProblem(node: EditorNode, value: string): string | undefined {
  if (value === "") return node._("invalid.app.missing");
  const app = RED.nodes.node(value);
  if (!app) return node._("invalid.app.gone");
  // Absent: the editor has not looked at it yet, as while a flow is being loaded.
  return app.valid === false ? node._("invalid.app.incomplete") : undefined;
}
