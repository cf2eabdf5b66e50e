/** The app that the emulator plays: its key and address, to be copied into Node-RED. */
import { button, element, outsideText } from "./element";
import { icon } from "./icon";
import type { App } from "./message";
import type { Words } from "./words";

/** How long a button says that it has copied. */
const copiedMs = 1_500;

/** A card with both values, each with a button that copies it. */
export function appCard(app: App, words: Words): HTMLElement {
  return element(
    "dl",
    "app-card",
    ...[row("appKey", app.appKey, words), row("host", app.url, words)].filter((one) => one !== undefined),
  );
}

function row(name: "appKey" | "host", value: string, words: Words): HTMLElement | undefined {
  if (value === "") return undefined;
  const written = outsideText("code", "", value);
  const copy = button("copy", () => void copyValue(), icon("copy"));
  copy.ariaLabel = words.copy[name];
  copy.title = words.copy[name];

  async function copyValue(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      copy.replaceChildren(icon("tick"), element("span", "hidden", words.copied));
      setTimeout(() => copy.replaceChildren(icon("copy")), copiedMs);
    } catch {
      // Without permission (or on an address that is not local) the reader copies what is marked.
      getSelection()?.selectAllChildren(written);
    }
  }

  return element("div", "", element("dt", "", words[name]), element("dd", "", written, copy));
}
