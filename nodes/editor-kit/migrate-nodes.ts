import { migrateNode } from "../saved/migrate-node";
import { migrations } from "../saved/migrations";

/**
 * Brings the nodes of a type up to date as they come into the editor (loaded, imported, pasted), so that labels, rules and
 * dialogs only ever see what is saved now; the next deploy saves it. What cannot be brought up to date stays as it is, as in
 * the runtime.
 */
export function migrateNodes(type: string): void {
  RED.events.on("nodes:add", (added) => {
    if (added.type !== type) return;
    const node = unlocked(added as EditorNode);
    const saved = Object.fromEntries(Object.keys(node._def.defaults).map((name) => [name, node[name]]));
    try {
      const migrated = migrateNode(saved, migrations[type] ?? []);
      if (migrated !== saved) Object.assign(node, migrated);
    } catch {
      // The runtime's log says so.
    }
  });
}

/** The node itself: what stands before it refuses changes where the flow is locked, and an update is none of the user's. */
function unlocked(node: EditorNode): EditorNode {
  return (node["__node__"] as EditorNode | undefined) ?? node;
}
