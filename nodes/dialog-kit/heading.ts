import { element } from "./element";
import type { Row } from "./row";

/** The title of the rows below, the catalogue's `section.<name>`. */
export function heading(name: string): Row {
  return () => element("h4", { class: "agora-chat-heading", "data-i18n": `section.${name}` });
}
