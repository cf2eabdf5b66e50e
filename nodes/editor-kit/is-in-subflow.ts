/** Whether a node is part of a subflow: what runs then are copies of it, one for each instance, and never the node itself. */
export function isInSubflow(node: EditorNode): boolean {
  const { z } = node;
  return typeof z === "string" && z !== "" && Boolean(RED.nodes.subflow(z));
}
