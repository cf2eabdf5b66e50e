/** Longer lists of recipients are cut: a label is read at a glance. */
const mostNames = 3;

/** What a send node does, in short: `text → alice, bob` where the recipients are known, else where they come from. */
export function messageLabel(node: EditorNode): string {
  // A flow written by hand may leave out what has a default.
  return `${node._(`node-label.type.${textOf(node["messageType"]) || "txt"}`)} → ${recipients(node)}`;
}

function recipients(node: EditorNode): string {
  if (node["chatTypeType"] === "pick" && node["chatType"] === "reply") return node._("node-label.reply");
  if (node["to"] === undefined) return "msg.to";
  const value = textOf(node["to"]).trim();
  const type = textOf(node["toType"]);
  if (value === "") return node._("node-label.nobody");
  if (type === "str") return shortList(value.split(/[,;\n]/));
  if (type === "json") return shortList(idsInJson(value));
  if (type === "env") return `\${${value}}`;
  if (type === "jsonata") return node._("node-label.expression");
  return `${type}.${value.replace(/^#:\(.*?\)::/, "")}`;
}

function shortList(ids: readonly string[]): string {
  const names = ids.map((id) => id.trim()).filter((id) => id !== "");
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown}, +${names.length - mostNames}` : shown;
}

function idsInJson(json: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return (Array.isArray(parsed) ? parsed : [parsed]).map(String);
  } catch {
    return ["?"];
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
