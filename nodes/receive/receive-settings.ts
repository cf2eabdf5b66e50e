import { callbackChatTypes, callbackEvents } from "../../src/callbacks/callback";
import type { CallbackRules } from "../../src/callbacks/callback-desk";
import { ChatError } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";
import { unsetEnvName } from "../node-kit/env-reference";
import type { SavedProperties } from "../node-kit/saved-properties";

/** A receive node's properties, read. */
export interface ReceiveSettings {
  /** Below Node-RED's own root for flows: with a slash before it and none behind, percent-encoded. */
  readonly path: string;
  readonly rules: CallbackRules;
  /** What is wrong with the secret; as long as it is, nothing is believed. */
  readonly secretProblem?: ChatError;
}

const minuteMs = 60_000;

/** The longest that a message may be held back, as the dialog says it. */
const mostDecideWithinMs = 60_000;

/**
 * Reads the settings of a receive node. What a flow written by hand leaves out is as in a new node, but for the filters:
 * those let everything through.
 *
 * @throws `CHAT_NOT_CONFIGURED` where there is no path to listen at
 */
export function readReceiveSettings(saved: SavedProperties, credentials: SavedProperties | undefined): ReceiveSettings {
  const { path = "chat", mode, fallback, decideWithin, clockWindow } = saved;
  const { secret, secretProblem } = readSecret(credentials?.["secret"]);
  return {
    path: readPath(path),
    rules: {
      ...(secret === undefined ? {} : { secret }),
      windowMs: (amount(clockWindow) ?? 5) * minuteMs,
      filter: {
        events: known(callbackEvents, saved["events"]),
        chatTypes: known(callbackChatTypes, saved["chatTypes"]),
        senders: ids(saved["senders"]),
        ignoreSenders: ids(saved["ignoreSenders"]),
      },
      decides: mode === "decide",
      fallback: fallback === "refuse" ? "refuse" : "allow",
      decideWithinMs: Math.min(amount(decideWithin) || 150, mostDecideWithinMs),
    },
    ...(secretProblem === undefined ? {} : { secretProblem }),
  };
}

function readPath(value: unknown): string {
  const name = unsetEnvName(value);
  if (name !== undefined) throw notConfigured({ path: "path", problem: "env-unset", params: { name } });
  const inner = typeof value === "string" ? value.trim().replace(/^[\\/]+/, "") : "";
  // As a browser would ask for it: `a/../b` is `/b`.
  const path = new URL(`/${inner}`, "http://localhost").pathname.replace(/\/+$/, "");
  if (path === "") throw notConfigured({ path: "path", problem: "required" });
  return path;
}

/**
 * Without a secret nobody checks who calls. Node-RED keeps none that is blank: one that is there and blank all the same is
 * a variable that is set to nothing, and must not open the door.
 */
function readSecret(value: unknown): { readonly secret?: string; readonly secretProblem?: ChatError } {
  if (value === undefined || value === null) return {};
  const name = unsetEnvName(value);
  if (name !== undefined) {
    return { secretProblem: notConfigured({ path: "secret", problem: "env-unset", params: { name } }) };
  }
  const secret = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return secret === "" ? { secretProblem: notConfigured({ path: "secret", problem: "env-empty" }) } : { secret };
}

function notConfigured(issue: Issue): ChatError {
  return new ChatError("CHAT_NOT_CONFIGURED", { operation: "receive", outcome: "not-sent", issues: [issue] });
}

/** Those of a list that there are. */
function known<T>(all: readonly T[], value: unknown): readonly T[] {
  return Array.isArray(value) ? all.filter((each) => (value as readonly unknown[]).includes(each)) : [];
}

/** The ids in a text, separated by commas, semicolons or new lines; nothing between two separators is no id. */
function ids(value: unknown): readonly string[] {
  if (typeof value !== "string") return [];
  return value
    .split(/[,;\r\n]/)
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

/** A number of 0 or more, or a text that is one. */
function amount(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}
