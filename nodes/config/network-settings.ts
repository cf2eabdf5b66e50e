import type { AgentOptions } from "node:https";
import type { AxiosProxyConfig } from "axios";
import type { NodeAPI } from "node-red";
import { ChatError } from "../../src/client/chat-error";
import { isJsonObject } from "../../src/client/json-object";
import type { SavedProperties } from "../node-kit/saved-properties";

/** How requests leave the house, from core's `tls-config` and `http proxy` nodes. */
export interface NetworkSettings {
  readonly tls?: AgentOptions;
  /** `false`: the proxy node names this host as one to reach without it. */
  readonly proxy?: AxiosProxyConfig | false;
}

/**
 * Reads the two nodes that the dialog lets choose.
 *
 * @throws `CHAT_NOT_CONFIGURED` where a chosen one does not exist (deleted or not yet deployed), or says nothing usable
 */
export function readNetworkSettings(RED: NodeAPI, saved: SavedProperties, baseUrl: string): NetworkSettings {
  const tlsNode = chosenNode(RED, saved, "tls");
  const proxyNode = chosenNode(RED, saved, "proxy");
  const tls: AgentOptions = {};
  if (typeof tlsNode?.["addTLSOptions"] === "function")
    (tlsNode["addTLSOptions"] as (options: AgentOptions) => void)(tls);
  return {
    ...(tlsNode === undefined ? {} : { tls }),
    ...(proxyNode === undefined ? {} : { proxy: proxyOf(proxyNode, new URL(baseUrl).hostname) }),
  };
}

function chosenNode(RED: NodeAPI, saved: SavedProperties, path: string): SavedProperties | undefined {
  const id = saved[path];
  if (typeof id !== "string" || id === "" || id === "_ADD_") return undefined;
  const node = RED.nodes.getNode(id) as unknown;
  if (node === null || node === undefined) throw notConfigured(path, "config-missing");
  return node as SavedProperties;
}

function proxyOf(node: SavedProperties, hostname: string): AxiosProxyConfig | false {
  const exceptions = Array.isArray(node["noproxy"]) ? (node["noproxy"] as unknown[]) : [];
  if (exceptions.some((exception) => typeof exception === "string" && covers(exception.trim(), hostname))) return false;
  const address = typeof node["url"] === "string" ? node["url"] : "";
  if (!URL.canParse(address)) throw notConfigured("proxy", "not-a-url");
  const url = new URL(address);
  const credentials = isJsonObject(node["credentials"]) ? node["credentials"] : {};
  const { username, password } = credentials;
  return {
    protocol: url.protocol,
    host: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    ...(typeof username === "string" && username !== ""
      ? { auth: { username, password: typeof password === "string" ? password : "" } }
      : {}),
  };
}

/** `example.com` covers itself and everything below it, `*` everything: as the proxy variables read it. */
function covers(exception: string, hostname: string): boolean {
  const name = exception.replace(/^\*?\./, "").replace(/:\d+$/, "");
  return exception === "*" || (name !== "" && (hostname === name || hostname.endsWith(`.${name}`)));
}

function notConfigured(path: string, problem: "config-missing" | "not-a-url"): ChatError {
  return new ChatError("CHAT_NOT_CONFIGURED", {
    operation: "configure",
    outcome: "not-sent",
    issues: [{ path, problem, ...(problem === "not-a-url" ? { params: { found: '""' } } : {}) }],
  });
}
