import type { IncomingMessage, ServerResponse } from "node:http";
import type { Node, NodeAPI } from "node-red";
import { isJsonObject } from "../../src/client/json-object";
import type { JsonObject } from "../../src/client/message";
import { unsetEnvName } from "../node-kit/env-reference";
import { environmentValue } from "./environment-value";

/** What the editor shows instead of a stored password. */
const storedMark = "__PWRD__";

/** An environment variable that a field names. */
interface Variable {
  readonly name: string;
  /** `null` where nobody knows: Node-RED's own variables are out of sight until the node is deployed. */
  readonly isSet: boolean | null;
}

/**
 * Serves what the dialogs say about environment variables. `POST agora-chat/variables` takes `{ id, fields }`, the fields as
 * they stand in the dialog, and answers `{ [field]: { name, isSet } }` for those that are `${NAME}`. For a stored password
 * it looks into the deployed node. Names leave the server, values never.
 */
export function serveVariables(RED: NodeAPI): void {
  RED.httpAdmin.post("/agora-chat/variables", RED.auth.needsPermission("agora-chat.write"), (request, response) => {
    const { body } = request as IncomingMessage & { readonly body?: unknown };
    if (!isJsonObject(body) || typeof body["id"] !== "string" || !isJsonObject(body["fields"])) {
      answer(response, 400, { error: "id and fields are missing" });
      return;
    }
    answer(response, 200, variablesIn(RED, body["id"], body["fields"]));
  });
}

function variablesIn(RED: NodeAPI, id: string, fields: JsonObject): Readonly<Record<string, Variable>> {
  const node = RED.nodes.getNode(id) as Node | null;
  // The id comes from outside: another palette's secrets are none of ours.
  const deployed = node !== null && /^agora-chat-/.test(node.type) ? node : null;
  const stored: Partial<Record<string, unknown>> = deployed === null ? {} : { ...RED.nodes.getCredentials(id) };
  const variables = Object.entries(fields).flatMap(([field, value]) => {
    const name = unsetEnvName(value === storedMark ? stored[field] : value);
    return name === undefined ? [] : [[field, { name, isSet: isSet(RED, name, deployed) }] as const];
  });
  return Object.fromEntries(variables);
}

function isSet(RED: NodeAPI, name: string, deployed: Node | null): boolean | null {
  if (environmentValue(RED, name, deployed) !== undefined) return true;
  return deployed === null ? null : false;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
