/** An open dialog: the node that it edits and where its fields are. */
export interface Dialog {
  readonly node: EditorNode;
  readonly form: JQuery;
  /** The field of a property or credential; empty where the dialog does not show it. */
  input(property: string): JQuery;
  /** Calls a listener when the dialog ends, however it does. */
  onClose(listener: () => void): void;
}

/** By the node's id; a dialog that is no longer on the page counts as closed. */
const dialogs = new Map<string, { readonly dialog: Dialog; readonly listeners: (() => void)[] }>();

/** Starts a dialog; the first thing to do in `oneditprepare`. */
export function openDialog(node: EditorNode): Dialog {
  const prefix = node._def.category === "config" ? "node-config-input" : "node-input";
  const form = $(`#${prefix}-name`).closest("form");
  const listeners: (() => void)[] = [];
  const dialog: Dialog = {
    node,
    form,
    input: (property) => form.find(`#${prefix}-${property}`),
    onClose: (listener) => void listeners.push(listener),
  };
  closeDialog(node);
  dialogs.set(node.id, { dialog, listeners });
  return dialog;
}

/**
 * Ends a dialog before Node-RED takes over its values, so that what it then checks are the node's own.
 *
 * @param node of one that is being made and thrown away, Node-RED says the id only
 */
export function closeDialog(node: { readonly id: string }): void {
  const ended = dialogs.get(node.id);
  dialogs.delete(node.id);
  for (const listener of ended?.listeners ?? []) listener();
}

/** The dialog in which somebody edits this node now, or `undefined`. Behind the dialog of another node it counts as closed. */
export function dialogOf(node: EditorNode): Dialog | undefined {
  const dialog = dialogs.get(node.id)?.dialog;
  const element = dialog?.form[0];
  return element !== undefined && document.contains(element) ? dialog : undefined;
}
