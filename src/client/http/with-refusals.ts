import type { Answer, Call, Layer } from "../call";
import { ChatError } from "../chat-error";
import type { ChatErrorCode, Outcome } from "../chat-error";
import { isJsonObject } from "../json-object";
import { retryAfterMs } from "./retry-after";

/** What differs between services in the way they refuse. */
export interface RefusalRules {
  /** Statuses that mean "too many calls" besides 429. */
  readonly rateLimitStatuses: readonly number[];
}

/** Turns every answer but 2xx into the error it means, so that layers above see successes and `ChatError`s only. */
export function withRefusals(rules: RefusalRules, now: () => number): Layer {
  return (next) => async (call, context) => {
    const answer = await next(call, context);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw refusal(call, answer, rules, now);
  };
}

function refusal(call: Call, answer: Answer, rules: RefusalRules, now: () => number): ChatError {
  const error = text(answer.body, "error");
  const description = text(answer.body, "error_description");
  const waitMs = retryAfterMs(answer.headers["retry-after"], now());
  const [code, outcome] = classify(answer.status, error ?? "", description ?? "", rules);
  return new ChatError(code, {
    operation: call.operation,
    outcome,
    status: answer.status,
    ...(error === undefined ? {} : { error }),
    ...(description === undefined ? {} : { description }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}

/** The first row that fits. The service's statuses alone are not enough: a wrong client secret is a 400, a rate limit may be a 403. */
function classify(status: number, error: string, description: string, rules: RefusalRules): [ChatErrorCode, Outcome] {
  if (status === 401 || (status === 400 && /^(auth_bad_access_token|unauthorized|invalid_grant)$/.test(error))) {
    return ["CHAT_UNAUTHORIZED", "not-sent"];
  }
  if (status === 429 && error === "resource_limited") return ["CHAT_QUOTA_EXCEEDED", "not-sent"];
  if (status === 429 || rules.rateLimitStatuses.includes(status)) return ["CHAT_RATE_LIMITED", "not-sent"];
  if (status === 403 && /reach limit|^forbidden for url: \S*\/messages\//i.test(description)) {
    return ["CHAT_RATE_LIMITED", "not-sent"];
  }
  if (status === 403 && (error === "exceed_limit" || /limit exceeded/i.test(description))) {
    return ["CHAT_QUOTA_EXCEEDED", "not-sent"];
  }
  if (status === 404) return ["CHAT_NOT_FOUND", "not-sent"];
  if (status === 413 || (status === 400 && /message is too large/i.test(description)))
    return ["CHAT_TOO_LARGE", "not-sent"];
  // 408 and 503 say that the request was not worked on; behind any other 5xx it may have been.
  if (status === 408 || status === 503) return ["CHAT_UNAVAILABLE", "not-sent"];
  if (status >= 500) return ["CHAT_UNAVAILABLE", "unknown"];
  return ["CHAT_REJECTED", "not-sent"];
}

function text(body: unknown, key: string): string | undefined {
  const value = isJsonObject(body) ? body[key] : undefined;
  return typeof value === "string" && value !== "" ? value.slice(0, 300) : undefined;
}
