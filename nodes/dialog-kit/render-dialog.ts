import { block } from "./element";
import type { IdPrefix, Row } from "./row";

/**
 * A dialog's template as Node-RED wants it in a node's page. The build writes it there; nothing of it runs in a browser.
 *
 * @param type of the node, `agora-chat-history`
 * @param rows from top to bottom
 * @param prefix config nodes have another than the rest
 */
export function renderDialog(type: string, rows: readonly Row[], prefix: IdPrefix = "node-input"): string {
  const form = block("div", { class: "agora-chat-dialog" }, ...rows.map((row) => row(prefix)));
  return `${block("script", { type: "text/html", "data-template-name": type }, form)}\n`;
}
