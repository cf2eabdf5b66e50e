/** All of the service's callbacks. */
import { setMaxListeners } from "node:events";
import type { EmulatorApp } from "../service/app";
import type { Files } from "../service/files";
import type { EmulatorMessage } from "../service/messages";
import { recalledFields, sentFields, type CallbackFields } from "./callback-fields";
import { createCallbackLog, type RecordedCallback } from "./callback-log";
import { checkCallbackRules, type EmulatorCallbackRule } from "./callback-rule";
import { createPostSend, type PostSend, type RuleTools } from "./post-send";
import { createPreSend, type Decision, type PreSend } from "./pre-send";

/** Whom the service calls, and what came of it. */
export interface Callbacks {
  /** From now on these are the rules; what the ones before had left to tell is dropped. @throws Error as `checkCallbackRules`. */
  readonly setRules: (rules: readonly EmulatorCallbackRule[]) => void;
  /** Whether anybody is called. */
  readonly areThere: () => { readonly postSend: boolean; readonly preSend: boolean };
  /** A user's message before it is sent, and what those say who are asked. Rejects when it is dropped by `end`. */
  readonly ask: (message: EmulatorMessage) => Promise<Decision>;
  /** Returns at once, as `tellRecalled`. */
  readonly tellSent: (message: EmulatorMessage) => void;
  /** @param by who took it back. */
  readonly tellRecalled: (message: EmulatorMessage, by: string) => void;
  /** Oldest first. */
  readonly list: () => readonly RecordedCallback[];
  /** Resolves when nothing is left to tell. */
  readonly settled: () => Promise<void>;
  /** Drops what is under way, and cuts the connections. */
  readonly end: () => void;
  /** The same, and forgets the log and what is suspended. */
  readonly clear: () => void;
}

/** What callbacks are made of. */
export interface CallbackSources {
  readonly app: EmulatorApp;
  readonly files: Files;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly nextMessageId: () => string;
  readonly nextUuid: () => string;
}

/** @throws Error as `checkCallbackRules`. */
export function createCallbacks(sources: CallbackSources, firstRules: readonly EmulatorCallbackRule[]): Callbacks {
  const { app, files, now, nextMessageId, nextUuid } = sources;
  const log = createCallbackLog();
  const nextCallId = (): string => `${app.appKey}_${nextUuid()}`;
  const tools: RuleTools = { appKey: app.appKey, now, nextCallId, log };
  let rules: readonly EmulatorCallbackRule[] = [];
  let postSends: readonly PostSend[] = [];
  let preSends: readonly PreSend[] = [];
  let asking = new AbortController();

  function setRules(changed: readonly EmulatorCallbackRule[]): void {
    checkCallbackRules(changed);
    end();
    rules = [...changed];
    postSends = rules.filter(({ when }) => when === "post-send").map((rule) => createPostSend(rule, tools));
    preSends = rules.filter(({ when }) => when === "pre-send").map((rule) => createPreSend(rule, files, tools));
  }

  function end(): void {
    asking.abort(new Error("The emulator has dropped this message."));
    asking = new AbortController();
    setMaxListeners(0, asking.signal);
    for (const rule of [...postSends, ...preSends]) rule.end();
  }

  function tell(message: EmulatorMessage, timestamp: number, fieldsOf: () => CallbackFields): void {
    if (postSends.length === 0) return;
    const event = { conversation: conversationOf(message), timestamp, fields: fieldsOf() };
    for (const rule of postSends) rule.tell(event);
  }

  setRules(firstRules);
  return {
    setRules,
    areThere: () => ({ postSend: postSends.length > 0, preSend: preSends.length > 0 }),
    async ask(message) {
      const { signal } = asking;
      let asked = message;
      for (const rule of preSends) {
        const decision = await rule.ask(asked, signal);
        if (!decision.accepted) return decision;
        asked = decision.message;
      }
      return { accepted: true, message: asked };
    },
    // What is told is as it is now: a file may be gone when the callback goes out.
    tellSent: (message) => tell(message, message.timestamp, () => sentFields(message, files)),
    tellRecalled: (message, by) => tell(message, now(), () => recalledFields(message, by, nextMessageId())),
    list: log.list,
    async settled() {
      await Promise.all(postSends.map((rule) => rule.settled()));
    },
    end,
    clear() {
      log.clear();
      setRules(rules);
    },
  };
}

/** The same for both directions between two users. */
function conversationOf({ chatType, from, to }: EmulatorMessage): string {
  return JSON.stringify([chatType, ...(chatType === "users" ? [from, to].sort() : [to])]);
}
