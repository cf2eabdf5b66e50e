import type { AgentOptions } from "node:https";
import type { AxiosProxyConfig } from "axios";
import type { NodeAPI } from "node-red";
import { ChatError } from "../../src/client/chat-error";
import { isJsonObject } from "../../src/client/json-object";
import type { SavedProperties } from "../node-kit/saved-properties";

/** How requests leave the house, from core's `tls-config` and `http proxy` nodes. */
export interface NetworkSettings {
  readonly tls?: AgentOptions;
  /** `false`: the proxy node names that host as one to reach without it. */
  readonly proxyFor?: (hostname: string) => AxiosProxyConfig | false;
}

/**
 * Reads the two nodes that the dialog lets choose.
 *
 * @throws `CHAT_NOT_CONFIGURED` where a chosen one does not exist (deleted or not yet deployed), or says nothing usable
 */
export function readNetworkSettings(RED: NodeAPI, saved: SavedProperties): NetworkSettings {
  const tlsNode = chosenNode(RED, saved, "tls");
  const proxyNode = chosenNode(RED, saved, "proxy");
  return {
    ...(tlsNode === undefined ? {} : { tls: tlsOf(tlsNode) }),
    ...(proxyNode === undefined ? {} : { proxyFor: proxyForOf(proxyNode) }),
  };
}

function chosenNode(RED: NodeAPI, saved: SavedProperties, path: string): SavedProperties | undefined {
  const id = saved[path];
  if (typeof id !== "string" || id === "" || id === "_ADD_") return undefined;
  const node = RED.nodes.getNode(id) as unknown;
  if (node === null || node === undefined) throw notConfigured(path, "config-missing");
  return node as SavedProperties;
}

function tlsOf(node: SavedProperties): AgentOptions {
  if (typeof node["addTLSOptions"] !== "function") throw notConfigured("tls", "config-missing");
  const options: AgentOptions = {};
  (node as unknown as { addTLSOptions: (options: AgentOptions) => void }).addTLSOptions(options);
  return options;
}

function proxyForOf(node: SavedProperties): (hostname: string) => AxiosProxyConfig | false {
  // The id may come from outside, and other nodes have an address and a password, too.
  if (node["type"] !== "http proxy") throw notConfigured("proxy", "config-missing");
  const named = Array.isArray(node["noproxy"]) ? (node["noproxy"] as unknown[]) : [];
  const exceptions = named.filter((exception) => typeof exception === "string").map((exception) => exception.trim());
  const proxy = proxyOf(node);
  return (hostname) => !exceptions.some((exception) => covers(exception, hostname)) && proxy;
}

function proxyOf(node: SavedProperties): AxiosProxyConfig {
  const address = typeof node["url"] === "string" ? node["url"].trim() : "";
  // `proxy:3128` is an address, too: of the scheme `proxy`.
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw notConfigured("proxy", "not-a-url", address);
  const url = new URL(address);
  const { username, password } = isJsonObject(node["credentials"]) ? node["credentials"] : {};
  const auth =
    typeof username === "string" && username !== ""
      ? { username, password: typeof password === "string" ? password : "" }
      : { username: decoded(url.username), password: decoded(url.password) };
  return {
    protocol: url.protocol,
    host: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    ...(auth.username === "" ? {} : { auth }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `example.com` covers itself and everything below it, `*` everything: as the proxy variables read it. */
function covers(exception: string, hostname: string): boolean {
  const name = exception.replace(/^\*?\./, "").replace(/:\d+$/, "");
  return exception === "*" || (name !== "" && (hostname === name || hostname.endsWith(`.${name}`)));
}

function notConfigured(path: string, problem: "config-missing" | "not-a-url", address = ""): ChatError {
  // Not the address itself: it may hold a password.
  const params = problem === "not-a-url" ? { params: { found: address === "" ? '""' : '"…"' } } : {};
  return new ChatError("CHAT_NOT_CONFIGURED", {
    operation: "configure",
    outcome: "not-sent",
    issues: [{ path, problem, ...params }],
  });
}
