/** Whether the server knows a node. Of one just made, pasted or imported it does not. */
export function isDeployed(node: EditorNode): boolean {
  const deployed = RED.nodes.originalFlow() ?? [];
  return deployed.some(({ id }) => id === node.id);
}
