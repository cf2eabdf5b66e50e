import { callbackAddress } from "./callback-address";
import { currentValue } from "./current-value";
import type { Dialog } from "./dialog";
import { watchDialog } from "./watch-dialog";

/**
 * Shows the complete address of a receive node's path, as it is being typed, with a button that copies it.
 *
 * @param place the element with a `code` and a `button`
 */
export function showAddress(dialog: Dialog, place: JQuery): void {
  const shown = place.find("code");
  const button = place.find("button");
  watchDialog(dialog, () => {
    const path = currentValue(dialog.node, "path");
    const address = callbackAddress(location.origin, RED.settings.httpNodeRoot ?? "/", path);
    if (shown.text() !== address) shown.text(address);
  });
  button.on("click", () => void RED.clipboard.copyText(shown.text(), button, "clipboard.copyMessageValue"));
}
