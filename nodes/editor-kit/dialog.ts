/** An open dialog: the node that it edits and where its fields are. */
export interface Dialog {
  readonly node: EditorNode;
  readonly form: JQuery;
  /** The field of a property or credential; empty where the dialog does not show it. */
  input(property: string): JQuery;
}

/** By the node's id; a dialog that is no longer on the page counts as closed. */
const dialogs = new Map<string, Dialog>();

/** Starts a dialog; the first thing to do in `oneditprepare`. */
export function openDialog(node: EditorNode): Dialog {
  const prefix = node._def.category === "config" ? "node-config-input" : "node-input";
  const form = $(`#${prefix}-name`).closest("form");
  const dialog: Dialog = { node, form, input: (property) => form.find(`#${prefix}-${property}`) };
  dialogs.set(node.id, dialog);
  return dialog;
}

/** Ends a dialog before Node-RED takes over its values, so that what it then checks are the node's own. */
export function closeDialog(node: EditorNode): void {
  dialogs.delete(node.id);
}

/** The dialog in which somebody edits this node now, or `undefined`. Behind the dialog of another node it counts as closed. */
export function dialogOf(node: EditorNode): Dialog | undefined {
  const dialog = dialogs.get(node.id);
  const element = dialog?.form[0];
  return element !== undefined && document.contains(element) ? dialog : undefined;
}
