import { setMaxListeners } from "node:events";
import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import type { CallContext, Progress } from "../../src/client/call";
import { ChatError, isChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import type { ChatApp } from "./chat-app";
import { errorSummary, nodeError } from "./error-report";
import { findChatApp } from "./find-chat-app";
import { createStatusBoard } from "./node-status";
import type { FlightStatus } from "./node-status";
import { passOn } from "./pass-on";
import { fieldReader } from "./read-field";
import type { ReadField } from "./read-field";
import type { SavedProperties } from "./saved-properties";
import { fieldLabels, sharedWords } from "./words";

/** What a node's work gets for one message. */
export interface NodeWork {
  readonly app: ChatApp;
  /** The node's own properties, as saved. */
  readonly saved: SavedProperties;
  /** Reads a typed field. */
  readonly read: ReadField;
  readonly msg: NodeMessage & Readonly<Record<string, unknown>>;
  readonly context: CallContext;
}

/** A node that uses an app, has one input and one output. */
export interface NodeDefinition {
  readonly type: string;
  /** What it is doing, in errors. */
  readonly operation: string;
  /** Fields that come from the message where a flow has none of them, and the property they come from. */
  readonly byDefault?: Readonly<Record<string, string>>;
  /** Does the work for one message; returns the properties that the message goes on with. Rejects with what it likes. */
  run(work: NodeWork): Promise<Readonly<Record<string, unknown>>>;
}

type Message = NodeMessage & Record<string, unknown>;

/**
 * Registers a node type whose file only declares. Everything that acts is here: exactly one `done` a message, last, on
 * every path; nothing thrown out of the handler (a rejected promise in one ends Node-RED); waits and requests ended when
 * the node closes, and every message done with before it says that it is closed; the status kept.
 */
export function defineNode(RED: NodeAPI, definition: NodeDefinition): void {
  const words = sharedWords(RED);
  const labelOf = fieldLabels(RED, definition.type);

  function construct(this: Node, saved: NodeDef & SavedProperties): void {
    RED.nodes.createNode(this, saved);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- Node-RED constructs nodes as `this`
    const node = this;
    const lifetime = new AbortController();
    // Every message under way listens; Node.js would warn of a leak from the eleventh on.
    setMaxListeners(0, lifetime.signal);
    const status = createStatusBoard(node, words, systemClock);
    const readerFor = fieldReader(RED, node, saved, lifetime.signal, definition.byDefault);
    const underWay = new Set<Promise<void>>();
    let saidThatWaiting = false;

    /** A possible double is said each time; that the service is away, once until something gets through again. */
    function warnOfRetry({ mayHaveArrived, code, delayMs }: Extract<Progress, { state: "retrying" }>): void {
      if (mayHaveArrived) node.warn(words("warning.repeated"));
      else if (!saidThatWaiting) {
        const reason = words(`status.${code}`);
        node.warn(words("warning.retrying", { reason, code, seconds: Math.ceil(delayMs / 1000) }));
      }
      saidThatWaiting = true;
    }

    async function attempt(msg: Message, flight: FlightStatus): Promise<Message | ChatError> {
      let hasLeft = false;
      try {
        const app = findChatApp(RED, saved["app"], definition.operation);
        const context: CallContext = {
          signal: lifetime.signal,
          acceptedAt: systemClock.now(),
          report(progress) {
            hasLeft ||= progress.state === "sending";
            flight.report(progress);
            if (progress.state === "retrying") warnOfRetry(progress);
          },
        };
        const result = await definition.run({ app, saved, read: readerFor(msg), msg, context });
        saidThatWaiting = false;
        return passOn(msg, result);
      } catch (error) {
        return asChatError(error, definition.operation, hasLeft);
      }
    }

    async function handle(msg: Message, send: (msg: Message) => void, done: (error?: Error) => void): Promise<void> {
      const flight = status.begin();
      const outcome = await attempt(msg, flight);
      if (isChatError(outcome)) {
        flight.end(outcome.code);
        const summary = errorSummary(outcome, words);
        const { status: statusCode } = summary;
        passOn(msg, { chatError: summary, ...(statusCode === undefined ? {} : { statusCode }) });
        done(nodeError(summary, words, labelOf));
        return;
      }
      flight.end();
      try {
        send(outcome);
      } catch (error) {
        // Node-RED could not copy the message for another wire. It was sent all the same, so this is no error of ours.
        done(error instanceof Error ? error : new Error(kindOfThrown(error)));
        return;
      }
      done();
    }

    node.on("input", (msg, send, done) => {
      const handling = handle(msg as Message, send, done)
        .catch((error: unknown) => {
          // Only what Node-RED itself calls back into can still throw here; it must not end the process.
          node.error(kindOfThrown(error));
        })
        .finally(() => underWay.delete(handling));
      underWay.add(handling);
    });
    node.on("close", (_removed: boolean, closed: () => void) => {
      // The Catch nodes of a flow may be gone before the messages are: the log at least says how many there were.
      if (underWay.size > 0) node.warn(words("warning.stopped", { messages: underWay.size }));
      lifetime.abort(new ChatError("CHAT_STOPPED", { operation: definition.operation, outcome: "not-sent" }));
      status.close();
      void Promise.allSettled(underWay).then(() => closed());
    });
    showReadiness();

    function showReadiness(): void {
      try {
        findChatApp(RED, saved["app"], definition.operation);
        status.clear();
      } catch (error) {
        status.notConfigured(asChatError(error, definition.operation, false).code);
      }
    }
  }

  RED.nodes.registerType(definition.type, construct);
}

/** @param hasLeft whether the service may have heard of it */
function asChatError(error: unknown, operation: string, hasLeft: boolean): ChatError {
  if (isChatError(error)) return error.with({ operation });
  // A defect of ours. Its text may hold anything, so nothing of it is told but the kind.
  const reason = kindOfThrown(error);
  if (hasLeft) return new ChatError("CHAT_NO_ANSWER", { operation, outcome: "unknown", error: reason });
  const issues = [{ path: "msg", problem: "expression-failed", params: { reason } }] as const;
  return new ChatError("CHAT_INVALID_INPUT", { operation, outcome: "not-sent", issues });
}

function kindOfThrown(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
