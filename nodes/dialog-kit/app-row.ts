import { configNodeRow } from "./config-node-row";
import type { Row } from "./row";

/** The chat app with which a node works. */
export function appRow(): Row {
  return configNodeRow("app", { icon: "cloud" });
}
