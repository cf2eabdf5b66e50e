import type { Dialog } from "./dialog";
import { dialogOf } from "./dialog";

/**
 * Calls a listener once now and once after every burst of changes, when Node-RED has finished its own part. Clicks count
 * too: the buttons inside a password field change it without saying so.
 */
export function watchDialog(dialog: Dialog, listener: () => void): void {
  let isDue = false;
  const run = (): void => {
    isDue = false;
    if (dialogOf(dialog.node) === dialog) listener();
  };
  dialog.form.on("input change keyup paste click focusout", () => {
    if (isDue) return;
    isDue = true;
    setTimeout(run, 0);
  });
  listener();
}
