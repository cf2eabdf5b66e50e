import type { IncomingMessage, ServerResponse } from "node:http";
import type { Node, NodeAPI } from "node-red";
import { checkConnection, checkSteps } from "../../src/client/check-connection";
import type { CheckFailure, CheckReason, CheckResult, CheckStep } from "../../src/client/check-connection";
import { createChatClient } from "../../src/client/chat-client";
import { isChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import { isJsonObject } from "../../src/client/json-object";
import { unsetEnvName } from "../node-kit/env-reference";
import type { SavedProperties } from "../node-kit/saved-properties";
import { readAppSettings } from "./app-settings";
import { environmentValue } from "./environment-value";
import { readNetworkSettings } from "./network-settings";
import { settingsFailure } from "./settings-failure";
import { signInCredentials } from "./sign-in-settings";

/** The longest that somebody should look at a button that is busy, seconds. */
const longestSeconds = 10;

/** What the editor shows instead of a stored password. */
const storedMark = "__PWRD__";

/** Properties that decide who gets to see a secret: a proxy reads what is not encrypted, a TLS node may trust anybody. */
const wayOut = ["host", "tls", "proxy"] as const;

/** A config node as it was deployed. */
type StoredApp = Partial<Record<"type" | (typeof wayOut)[number], unknown>> & {
  readonly credentials?: SavedProperties;
};

/** Serves the dialog's "Test connection": tries the values that stand in the dialog now, deployed or not. */
export function serveConnectionTest(RED: NodeAPI): void {
  RED.httpAdmin.post("/agora-chat/test", RED.auth.needsPermission("agora-chat.write"), (request, response) => {
    const closed = new AbortController();
    response.on("close", () => closed.abort());
    testConnection(RED, request, closed.signal)
      .then((result) => answer(response, 200, result))
      .catch(() => answer(response, 400, { error: "the values of the dialog are missing" }));
  });
}

async function testConnection(RED: NodeAPI, request: IncomingMessage, signal: AbortSignal): Promise<CheckResult> {
  const { id, values, credentials } = (request as { body?: unknown }).body as Record<string, unknown>;
  if (typeof id !== "string" || !isJsonObject(values) || !isJsonObject(credentials)) throw new TypeError("no values");
  const deployed = RED.nodes.getNode(id) as Node | null;
  const given = withEnvironment(RED, values, deployed);
  const host = text(given["host"]);
  const encrypted = !/^http:\/\//i.test(host);
  const secrets = storedSecrets(withEnvironment(RED, credentials, deployed), given, deployed);
  if (secrets === undefined) return untried(failure("signIn", "secret-other-host", { host }));
  try {
    // Where messages wait has nothing to do with it, and may need a secret that is not at hand.
    const settings = readAppSettings({ ...given, outbox: "memory" }, secrets);
    const network = readNetworkSettings(RED, given);
    const timeoutMs = Math.min(settings.timeoutMs, longestSeconds * 1000);
    const client = createChatClient({ ...settings, ...network, timeoutMs, clock: systemClock });
    const subject = {
      host,
      appKey: text(given["appKey"]),
      auth: settings.signIn.auth,
      encrypted,
      timeoutSeconds: timeoutMs / 1000,
    };
    return await checkConnection(client, subject, { signal }, systemClock.now()).finally(() => client.close());
  } catch (error) {
    if (!isChatError(error)) throw error;
    return untried(settingsFailure(error, { host, appKey: text(given["appKey"]) }));
  }
}

/** What `${NAME}` stands for; one that is not set stays as it is and is reported as that. */
function withEnvironment(RED: NodeAPI, values: SavedProperties, deployed: Node | null): SavedProperties {
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => {
      const name = unsetEnvName(value);
      return [path, (name === undefined ? undefined : environmentValue(RED, name, deployed)) ?? value];
    }),
  );
}

/**
 * The credentials to try: those typed, and for those that were not touched the stored ones.
 *
 * @returns `undefined` where a stored one would go to another host than the one it was stored with, or another way there
 */
function storedSecrets(
  typed: SavedProperties,
  given: SavedProperties,
  deployed: StoredApp | null,
): SavedProperties | undefined {
  const kind = text(given["auth"]) as keyof typeof signInCredentials;
  const needed: readonly string[] = Object.hasOwn(signInCredentials, kind) ? signInCredentials[kind] : [];
  const stored = needed.filter((path) => typed[path] === storedMark);
  if (stored.length === 0) return typed;
  // The id comes from outside: another node's secrets are none of ours.
  if (deployed?.type !== "agora-chat-config") return undefined;
  if (wayOut.some((path) => chosen(deployed[path]) !== chosen(given[path]))) return undefined;
  return { ...typed, ...Object.fromEntries(stored.map((path) => [path, deployed.credentials?.[path]])) };
}

/** A result that the dialog alone gave: nobody was asked, so nothing is called well. */
function untried(failure: CheckFailure): CheckResult {
  const steps = checkSteps.map((step) => ({ step, state: step === failure.step ? "failed" : "skipped" }) as const);
  return { ok: false, steps, failure };
}

function failure(step: CheckStep, reason: CheckReason, params: CheckFailure["params"]): CheckFailure {
  return { step, reason, params };
}

/** Without spaces around it, and without the editor's word for "none". */
function chosen(value: unknown): string {
  return text(value)
    .trim()
    .replace(/^_ADD_$/, "");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
