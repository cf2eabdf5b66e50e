import { element } from "./element";
import type { Row } from "./row";

/**
 * An empty place that the dialog's script fills.
 *
 * @param className by which the script finds it
 */
export function place(className: string): Row {
  return () => element("div", { class: className });
}
