import type { Dialog } from "./dialog";
import { dialogOf } from "./dialog";

/** What does its work when it is let go, and only if it is still under the pointer then. jQuery does not know `:active`. */
const pressed = ":is(button, a, summary, label, input[type=checkbox], input[type=radio]):active";

/** Of whatever was pressed: with the pointer, or with a key. */
const releases = "pointerup pointercancel keyup";

/**
 * Calls a listener once now and once after every burst of changes, when Node-RED has finished its own part. Clicks count
 * too: the buttons inside a password field change it without saying so. While a button is held down, it waits: a field is
 * left by pressing one, and a line that came up then would push the button away from under the pointer.
 */
export function watchDialog(dialog: Dialog, listener: () => void): void {
  let isDue = false;
  const runSoon = (): void => void setTimeout(run, 0);
  const run = (): void => {
    if (dialog.form.toArray().some((form) => form.querySelector(pressed) !== null)) {
      $(document).on(releases, released);
      return;
    }
    isDue = false;
    if (dialogOf(dialog.node) === dialog) listener();
  };
  const released = (): void => {
    $(document).off(releases, released);
    runSoon();
  };
  dialog.form.on("input change keyup paste click focusout", () => {
    if (isDue) return;
    isDue = true;
    runSoon();
  });
  listener();
}
