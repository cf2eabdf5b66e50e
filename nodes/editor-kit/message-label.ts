import { recipientIds } from "./recipient-ids";
import { shortList, textOf, typedLabel } from "./typed-label";

/** More are counted instead of named, and those whose names are longer together: a label is read at a glance. */
const mostNames = 3;
const mostCharacters = 32;

/** What a send node does, in short: `text → alice, bob` where the recipients are known, else where they come from. */
export function messageLabel(node: EditorNode): string {
  // A flow written by hand may leave out what has a default.
  return `${node._(`node-label.type.${textOf(node["messageType"]) || "txt"}`)} → ${recipients(node)}`;
}

function recipients(node: EditorNode): string {
  if ((textOf(node["chatTypeType"]) || "pick") === "pick" && node["chatType"] === "reply") {
    return node._("node-label.reply");
  }
  const value = textOf(node["to"]);
  const type = textOf(node["toType"]) || "str";
  if (type === "str" && value.trim() !== "") return named(node, recipientIds(value));
  if (type === "json" && value.trim() !== "") return named(node, idsInJson(value));
  return typedLabel(node, "to", "msg.to") || node._("node-label.nobody");
}

function named(node: EditorNode, ids: readonly string[]): string {
  const each = [...new Set(ids.filter((id) => id !== ""))];
  const names = shortList(each);
  const isShort = each.length <= mostNames && names.length <= mostCharacters;
  if (isShort) return names || node._("node-label.nobody");
  if (each.length > 1) return node._("node-label.recipients", { recipients: each.length });
  return `${names.slice(0, mostCharacters - 1)}…`;
}

function idsInJson(json: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return (Array.isArray(parsed) ? parsed : [parsed]).map(String);
  } catch {
    return ["?"];
  }
}
