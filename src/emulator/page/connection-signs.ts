/** Whether the page hears the emulator: beside the title, and above the phone for when the title is out of sight. */
import { element } from "./element";
import type { Connection } from "./event-stream";
import type { Words } from "./words";

/** Both signs. */
export interface ConnectionSigns {
  readonly besideTitle: HTMLElement;
  readonly abovePhone: HTMLElement;
  show(connection: Connection): void;
}

/** They say nothing yet. */
export function createConnectionSigns(words: Words): ConnectionSigns {
  const besideTitle = element("span", "");
  const abovePhone = element("div", "");
  return {
    besideTitle,
    abovePhone,
    show(connection) {
      for (const sign of [besideTitle, abovePhone]) {
        sign.className = `connection ${connection}`;
        sign.setAttribute("role", "status");
        sign.textContent = words.connection[connection];
      }
    },
  };
}
