import { shortList, textOf, typedLabel } from "./typed-label";

/** What a send node does, in short: `text → alice, bob` where the recipients are known, else where they come from. */
export function messageLabel(node: EditorNode): string {
  // A flow written by hand may leave out what has a default.
  return `${node._(`node-label.type.${textOf(node["messageType"]) || "txt"}`)} → ${recipients(node)}`;
}

function recipients(node: EditorNode): string {
  if (node["chatTypeType"] === "pick" && node["chatType"] === "reply") return node._("node-label.reply");
  const value = textOf(node["to"]);
  const type = textOf(node["toType"]);
  if (type === "str" && value.trim() !== "") return shortList(value.split(/[,;\n]/));
  if (type === "json" && value.trim() !== "") return shortList(idsInJson(value));
  return typedLabel(node, "to", "msg.to") || node._("node-label.nobody");
}

function idsInJson(json: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return (Array.isArray(parsed) ? parsed : [parsed]).map(String);
  } catch {
    return ["?"];
  }
}
