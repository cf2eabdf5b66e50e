import { element } from "./element";
import type { Row } from "./row";

/** A line between rows of one subject and the next. */
export function divider(): Row {
  return () => element("hr", { class: "agora-chat-rule" });
}
