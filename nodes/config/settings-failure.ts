import type { CheckFailure, CheckReason, CheckStep } from "../../src/client/check-connection";
import type { ChatError } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";

/** What each field belongs to, in the order in which the dialog shows them, and what is said where it is empty. */
const fields: Readonly<Record<string, { readonly step: CheckStep; readonly empty: CheckReason }>> = {
  host: { step: "address", empty: "no-host" },
  appKey: { step: "appKey", empty: "no-app-key" },
  tls: { step: "address", empty: "not-deployed-config" },
  proxy: { step: "address", empty: "bad-proxy" },
  appId: { step: "signIn", empty: "no-app-id" },
  appCertificate: { step: "signIn", empty: "no-app-certificate" },
  clientId: { step: "signIn", empty: "no-client-id" },
  clientSecret: { step: "signIn", empty: "no-client-secret" },
  token: { step: "signIn", empty: "no-token" },
};

/** Problems that have an advice of their own in the dialog. */
const ownReasons = ["bad-host", "bad-app-key", "bad-app-id", "bad-app-certificate"] as const;

/**
 * The first thing that keeps an app's settings from being tried, as the connection test reports it.
 *
 * @param error `CHAT_NOT_CONFIGURED`
 * @param shown the host and app key as they stand in the dialog, for the texts
 */
export function settingsFailure(
  error: ChatError,
  shown: { readonly host: string; readonly appKey: string },
): CheckFailure {
  const order = Object.keys(fields);
  const place = ({ path }: Issue): number => (order.includes(path) ? order.indexOf(path) : order.length);
  const [issue] = [...(error.details.issues ?? [])].sort((one, other) => place(one) - place(other));
  const { path, problem, params = {} } = issue ?? { path: "–", problem: "not-a-choice" };
  const { step, empty } = fields[path] ?? { step: "address" };
  if (problem === "env-unset") return { step, reason: problem, params };
  if (problem === "config-missing") return { step, reason: "not-deployed-config", params: {} };
  if (path === "proxy") return { step, reason: "bad-proxy", params: {} };
  if (problem === "required" && empty !== undefined) return { step, reason: empty, params: {} };
  const reason = ownReasons.find((own) => own === problem);
  return reason === undefined
    ? { step, reason: "bad-setting", params: { field: path } }
    : { step, reason, params: { ...shown } };
}
