import { parseAppKey } from "../../src/client/app-key";
import type { AppKey } from "../../src/client/app-key";
import { parseBaseUrl } from "../../src/client/base-url";
import type { SignIn } from "../../src/client/chat-client";
import { ChatError } from "../../src/client/chat-error";
import type { Dialect } from "../../src/client/dialects/dialect";
import { dialects } from "../../src/client/dialects/dialects";
import type { Issue } from "../../src/client/issue";
import type { CallLimits } from "../../src/delivery/limits/call-limits";
import { retryPolicies } from "../../src/delivery/retry/retry-policies";
import type { RetryPolicy } from "../../src/delivery/retry/retry-policies";
import { unsetEnvName } from "../node-kit/env-reference";
import type { SavedProperties } from "../node-kit/saved-properties";
import { readOutboxChoice } from "./outbox-settings";
import type { OutboxChoice } from "./outbox-settings";
import { readSignIn } from "./sign-in-settings";

/** An app's settings, checked. */
export interface AppSettings {
  readonly baseUrl: string;
  readonly appKey: AppKey;
  readonly dialect: Dialect;
  /** How far the clock by which the service names its hours of history is ahead of UTC. */
  readonly historyOffsetHours: number;
  readonly signIn: SignIn;
  readonly timeoutMs: number;
  readonly limits: CallLimits;
  readonly retry: RetryPolicy;
  readonly maxAgeMs: number;
  readonly repeatUnknown: boolean;
  /** Whether calls leave evenly instead of in bursts. */
  readonly evenPace: boolean;
  /** Where waiting messages live. */
  readonly outbox: OutboxChoice;
}

/**
 * Reads what the config node's dialog saved.
 *
 * @throws `CHAT_NOT_CONFIGURED` with every field that lacks something, and the name of every environment variable that
 * is not set
 */
export function readAppSettings(saved: SavedProperties, credentials: SavedProperties): AppSettings {
  const issues: Issue[] = [];
  for (const [path, value] of Object.entries(saved)) {
    const name = unsetEnvName(value);
    if (name !== undefined) issues.push({ path, problem: "env-unset", params: { name } });
  }
  const baseUrl = parsed(saved, "host", parseBaseUrl, "bad-host", issues);
  const appKey = parsed(saved, "appKey", parseAppKey, "bad-app-key", issues);
  const dialect = chosen(saved, "dialect", dialects, "current", issues);
  const retry = chosen(saved, "retry", retryPolicies, "patient", issues);
  const outbox = readOutboxChoice(saved["outbox"], credentials, issues);
  const signIn = readSignIn(saved["auth"], credentials, issues);
  const settings = {
    timeoutMs: positive(saved, "timeout", 30, issues) * 1_000,
    limits: {
      callsPerSecond: positive(saved, "callsPerSecond", 100, issues),
      recipientsPerMinute: positive(saved, "recipientsPerMinute", 6_000, issues),
      groupMessagesPerSecond: positive(saved, "groupMessagesPerSecond", 20, issues),
      roomsPerSecond: positive(saved, "roomsPerSecond", 100, issues),
      historyCallsPerMinute: positive(saved, "historyCallsPerMinute", 10, issues),
    },
    maxAgeMs: positive(saved, "maxAge", 60, issues) * 60_000,
    repeatUnknown: isTicked(saved, "repeatUnknown"),
    evenPace: isTicked(saved, "evenPace"),
  };
  if (issues.length > 0 || !baseUrl || !appKey || !dialect || !retry || !signIn || !outbox) {
    const firstOfField = issues.filter((issue, index) => issues.findIndex(({ path }) => path === issue.path) === index);
    throw new ChatError("CHAT_NOT_CONFIGURED", { operation: "configure", outcome: "not-sent", issues: firstOfField });
  }
  const historyOffsetHours = historyClock(saved["platform"], baseUrl);
  return { baseUrl, appKey, dialect, historyOffsetHours, retry, signIn, outbox, ...settings };
}

function parsed<T>(
  saved: SavedProperties,
  path: string,
  parse: (text: string) => T | undefined,
  problem: Issue["problem"],
  issues: Issue[],
): T | undefined {
  const value = saved[path];
  if (typeof value !== "string" || value.trim() === "") {
    issues.push({ path, problem: "required" });
    return undefined;
  }
  const result = parse(value);
  if (result === undefined) issues.push({ path, problem, params: { found: shown(value) } });
  return result;
}

/** Easemob's clusters in China name the hours by their own clock, UTC+8; Agora's, and Easemob's elsewhere, by UTC. */
function historyClock(platform: unknown, baseUrl: string): number {
  const isAbroad = /-sgp\.|\.agora\.io$/i.test(new URL(baseUrl).hostname);
  return platform === "easemob" && !isAbroad ? 8 : 0;
}

/** A wrong host or app key, to be recognised by: without what stands before an `@`, or behind `?` and `#` in a path. */
function shown(value: string): string {
  const withoutUser = value.trim().replace(/^(https?:\/\/)?.*@/is, "$1…@");
  return withoutUser.replace(/\?.*|(?<=\/.*)#.*/s, "…").slice(0, 80);
}

function chosen<T>(
  saved: SavedProperties,
  path: string,
  choices: Readonly<Record<string, T>>,
  byDefault: string,
  issues: Issue[],
): T | undefined {
  const value = saved[path] ?? byDefault;
  if (typeof value === "string" && Object.hasOwn(choices, value)) return choices[value];
  issues.push({ path, problem: "not-a-choice", params: { allowed: Object.keys(choices).join(", ") } });
  return undefined;
}

/** An environment variable stands in the flow as text. */
function isTicked(saved: SavedProperties, path: string): boolean {
  return saved[path] === true || saved[path] === "true";
}

/** A number above 0; the dialog saves numbers as text. Empty means the default. */
function positive(saved: SavedProperties, path: string, byDefault: number, issues: Issue[]): number {
  const value = saved[path];
  if (value === undefined || value === null || value === "") return byDefault;
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number) && number > 0) return number;
  issues.push({ path, problem: "not-positive" });
  return byDefault;
}
