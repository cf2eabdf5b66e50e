import { rule } from "./rule";
import { sharedText } from "./shared-text";

/** The rule of a node's choice of an app: one that exists and is complete. */
export const appRule = rule((_node, value) => {
  if (value === "") return sharedText("invalid.app.missing");
  const app = RED.nodes.node(value);
  if (!app) return sharedText("invalid.app.gone");
  // Absent: the editor has not looked at it yet, as while a flow is being loaded.
  return app.valid === false ? sharedText("invalid.app.incomplete") : undefined;
});
