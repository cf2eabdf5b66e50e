import type { CallContext } from "./call";
import type { ChatClient, SignIn } from "./chat-client";
import { isChatError } from "./chat-error";
import type { ChatError } from "./chat-error";
import type { Issue } from "./issue";

/** What is looked at, in this order. */
export const checkSteps = ["address", "tls", "appKey", "signIn", "permission"] as const;

/** One of {@link checkSteps}. */
export type CheckStep = (typeof checkSteps)[number];

/** Everything that can be wrong with an app's settings. A test holds this list to the catalogues. */
export const checkReasons = [
  "bad-app-certificate",
  "bad-app-id",
  "bad-app-key",
  "bad-host",
  "bad-proxy",
  "bad-setting",
  "certificate",
  "env-unset",
  "forbidden",
  "no-app-certificate",
  "no-app-id",
  "no-app-key",
  "no-client-id",
  "no-client-secret",
  "no-host",
  "no-token",
  "not-deployed-config",
  "rate-limited",
  "refused",
  "secret-other-host",
  "service-error",
  "sign-in-refused",
  "timeout",
  "token-refused",
  "unexpected",
  "unknown-app",
  "unknown-host",
  "unreachable",
] as const;

/** One of {@link checkReasons}: what is wrong; the advice lives in the dialog's catalogue below `test.reason`. */
export type CheckReason = (typeof checkReasons)[number];

/** What went wrong, and where. */
export interface CheckFailure {
  readonly step: CheckStep;
  readonly reason: CheckReason;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a look at an app's settings found. */
export interface CheckResult {
  readonly ok: boolean;
  readonly steps: readonly { readonly step: CheckStep; readonly state: "ok" | "failed" | "skipped" }[];
  readonly failure?: CheckFailure;
  /** For how long the token is good; absent where nobody knows. */
  readonly tokenSeconds?: number;
}

/** What the texts mention, and what decides which step a refusal belongs to. */
export interface CheckSubject {
  readonly host: string;
  readonly appKey: string;
  readonly auth: SignIn["auth"];
  /** Whether the address is https. */
  readonly encrypted: boolean;
  readonly timeoutSeconds: number;
}

/**
 * Tries an app's settings on the service, without sending anything to anybody: signs in, then asks to send a message
 * that has no recipient. The service looks at the token first and refuses the rest with 400, so a 400 is what success
 * looks like. Never rejects.
 */
export async function checkConnection(
  client: ChatClient,
  subject: CheckSubject,
  context: CallContext,
  now: number,
): Promise<CheckResult> {
  try {
    const token = await client.tokens.get(context);
    const failure = await probe(client, subject, context);
    if (failure !== undefined) return checkResult(subject.encrypted, failure);
    const tokenSeconds = token.expiresAt === null ? undefined : Math.round((token.expiresAt - now) / 1000);
    return { ...checkResult(subject.encrypted), ...(tokenSeconds === undefined ? {} : { tokenSeconds }) };
  } catch (error) {
    return checkResult(subject.encrypted, failureOf(error, subject));
  }
}

/** A result in which all steps before the failed one are well, and none behind it was tried. */
export function checkResult(encrypted: boolean, failure?: CheckFailure): CheckResult {
  const failedAt = failure === undefined ? checkSteps.length : checkSteps.indexOf(failure.step);
  const steps = checkSteps.map((step, index) => {
    if (index > failedAt || (step === "tls" && !encrypted)) return { step, state: "skipped" as const };
    return { step, state: index === failedAt ? ("failed" as const) : ("ok" as const) };
  });
  return { ok: failure === undefined, steps, ...(failure === undefined ? {} : { failure }) };
}

async function probe(
  client: ChatClient,
  subject: CheckSubject,
  context: CallContext,
): Promise<CheckFailure | undefined> {
  const path = client.dialect.name === "legacy" ? "messages" : "messages/users";
  try {
    const answer = await client.send(
      { operation: "check-connection", method: "POST", path, json: "{}", signedIn: true },
      context,
    );
    return { step: "permission", reason: "unexpected", params: { status: answer.status } };
  } catch (error) {
    const expected = isChatError(error) && error.details.status === 400 && error.details.error !== undefined;
    return expected && error.code === "CHAT_REJECTED" ? undefined : failureOf(error, subject);
  }
}

function failureOf(error: unknown, subject: CheckSubject): CheckFailure {
  if (!isChatError(error)) return { step: "address", reason: "unexpected", params: { status: String(error) } };
  const { host, appKey } = subject;
  const { operation, status = "–", description = error.details.error ?? "–", issues = [] } = error.details;
  const signingIn = operation === "token";
  switch (error.code) {
    case "CHAT_NOT_CONFIGURED":
      return { step: "signIn", reason: credentialReason(issues), params: {} };
    case "CHAT_UNREACHABLE":
    case "CHAT_NO_ANSWER":
    case "CHAT_STOPPED":
      return connectionFailure(error, subject);
    case "CHAT_NOT_FOUND":
      return { step: "appKey", reason: "unknown-app", params: { appKey, host } };
    case "CHAT_UNAUTHORIZED":
      if (signingIn || subject.auth === "secret") return refused(signingIn, description);
      return { step: "signIn", reason: "token-refused", params: { description } };
    case "CHAT_RATE_LIMITED":
    case "CHAT_QUOTA_EXCEEDED":
      return { step: signingIn ? "signIn" : "permission", reason: "rate-limited", params: {} };
    case "CHAT_UNAVAILABLE":
      return { step: "address", reason: "service-error", params: { status } };
    default:
      if (status === 403) return refused(signingIn, description);
      return { step: signingIn ? "signIn" : "permission", reason: "unexpected", params: { status } };
  }
}

function refused(signingIn: boolean, description: string): CheckFailure {
  if (signingIn) return { step: "signIn", reason: "sign-in-refused", params: { description } };
  return { step: "permission", reason: "forbidden", params: { description } };
}

/** What the sign-in found malformed before it asked anybody. */
function credentialReason(issues: readonly Issue[]): CheckReason {
  return issues[0]?.problem === "bad-app-certificate" ? "bad-app-certificate" : "bad-app-id";
}

function connectionFailure(error: ChatError, subject: CheckSubject): CheckFailure {
  const { host, timeoutSeconds: seconds } = subject;
  const { error: word = "–", description = word } = error.details;
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(word)) return { step: "address", reason: "unknown-host", params: { host } };
  if (word === "ECONNREFUSED") return { step: "address", reason: "refused", params: { host } };
  if (word === "ETIMEDOUT") return { step: "address", reason: "timeout", params: { host, seconds } };
  if (/CERT|SIGNATURE|SELF_SIGNED|TLS|SSL|EPROTO/.test(word)) {
    return { step: "tls", reason: "certificate", params: { host, description } };
  }
  return { step: "address", reason: "unreachable", params: { host, description } };
}
