import { isEditorAddress } from "../../src/callbacks/is-editor-address";
import { callbackPath } from "./callback-path";
import { valueAsText } from "./current-value";
import { isEnvReference } from "./is-env-reference";
import { rule } from "./rule";

/**
 * The rule of a receive node's path: characters that need no encoding, and no other node in a flow that runs which
 * listens there, too.
 */
export const callbackPathRule = rule((node, value) => {
  const path = callbackPath(value);
  if (path === "") return node._("invalid.path.missing");
  if (!/^[\w\-.~/]+$/.test(path)) return node._("invalid.path.form");
  const root = (RED.settings.httpNodeRoot ?? "").replace(/\/+$/, "");
  // The editor's page is at its root.
  if (isEditorAddress(`${root}${path}`, location.pathname)) return node._("invalid.path.editor", { path });
  if (!runs(node)) return undefined;
  const rival = RED.nodes
    .filterNodes({ type: node.type })
    .some((other) => isOther(node, other) && pathOf(other) === path);
  if (rival) return node._("invalid.path.taken", { path });
  return RED.nodes.filterNodes({ type: "http in" }).some((other) => hearsPosts(other, path))
    ? node._("invalid.path.http-in", { path })
    : undefined;
});

function isOther(node: EditorNode, other: EditorNode): boolean {
  return other.id !== node.id && runs(other);
}

/** `""` where only the server knows. */
function pathOf(other: EditorNode): string {
  const path = valueAsText(other["path"]);
  return isEnvReference(path) ? "" : callbackPath(path);
}

/** Whether Node-RED's own node answers the same requests; it does not tell capital letters from small ones. */
function hearsPosts(other: EditorNode, path: string): boolean {
  const url = callbackPath(valueAsText(other["url"]));
  return other["method"] === "post" && runs(other) && url.toLowerCase() === path.toLowerCase();
}

/** Whether neither the node nor its flow is switched off. */
function runs(node: EditorNode): boolean {
  if (node["d"] === true) return false;
  const flow = node["z"];
  return typeof flow !== "string" || RED.nodes.workspace(flow)?.disabled !== true;
}
