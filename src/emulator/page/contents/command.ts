import { element, outsideText } from "../element";
import { textOf } from "../fields";
import { icon } from "../icon";
import type { Message } from "../message";

/** A command: for the app, not for its reader, so it is small and technical. */
export function commandContent(message: Message): HTMLElement {
  return element("div", "command", icon("prompt"), outsideText("code", "", `cmd: ${textOf(message.body["action"])}`));
}
