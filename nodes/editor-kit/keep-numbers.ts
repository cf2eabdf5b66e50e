import type { Dialog } from "./dialog";

/**
 * Saves what is typed into number fields as numbers, which Node-RED would save as text. To be called in `oneditsave`:
 * afterwards Node-RED compares loosely and leaves the number alone. A `${ENV_NAME}` stays text.
 */
export function keepNumbers(dialog: Dialog, properties: readonly string[]): void {
  for (const property of properties) {
    const text = String(dialog.input(property).val() ?? "").trim();
    if (text !== "" && Number.isFinite(Number(text))) dialog.node[property] = Number(text);
  }
}
