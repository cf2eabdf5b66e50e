import { block } from "./element";
import { hint } from "./hint";
import type { Row } from "./row";

/** A hint about the rows above it, the catalogue's `hint.<key>`. */
export function hintRow(key: string): Row {
  return () => block("div", { class: "form-row" }, block("div", { class: "agora-chat-control" }, hint(key).html));
}
