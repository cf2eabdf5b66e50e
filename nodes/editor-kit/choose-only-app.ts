import type { Dialog } from "./dialog";

/** What Node-RED's list of config nodes holds where none is chosen. */
const none = "_ADD_";

/** Chooses the chat app in the dialog of a node that has none yet, where there is only one to choose. */
export function chooseOnlyApp(dialog: Dialog): void {
  const list = dialog.input("app");
  if (list.val() !== none) return;
  const apps = list.find("option").filter((_index, option) => $(option).val() !== none);
  if (apps.length === 1) list.val(String(apps.val())).trigger("change");
}
