/** The name that somebody gave a node, or `undefined`. */
export function givenName(node: EditorNode): string | undefined {
  const { name } = node;
  return typeof name === "string" && name !== "" ? name : undefined;
}
