import type { Dialog } from "./dialog";
import { watchDialog } from "./watch-dialog";

/**
 * Shows the rows that apply. A row names its condition itself: `data-agora-chat-when="messageType:img video"` shows it
 * while the fact `messageType` is one of the two.
 *
 * @param facts read afresh after every change
 */
export function showRows(dialog: Dialog, facts: () => Readonly<Record<string, string>>): void {
  const rows = dialog.form.find("[data-agora-chat-when]").toArray();
  watchDialog(dialog, () => {
    const now = facts();
    for (const row of rows) {
      const [fact = "", values = ""] = (row.dataset["agoraChatWhen"] ?? "").split(":");
      row.hidden = !values.split(" ").includes(now[fact] ?? "");
    }
  });
}
