import type { Row } from "../../../nodes/dialog-kit/row";
import { flat } from "./flat";

/** What is beside the label, of a row that has nothing below its field. */
export function controlOf(row: Row): string {
  const [, control] = /<div class="agora-chat-control">(.*)<\/div><\/div>$/.exec(flat(row("node-input"))) ?? [];
  return control ?? "";
}
