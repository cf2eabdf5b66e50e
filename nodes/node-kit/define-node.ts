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
import { fieldReader } from "./read-field";
import type { ReadField } from "./read-field";
import type { SavedProperties } from "./saved-properties";
import { sharedWords } from "./words";

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
  /** Does the work for one message; returns the properties that the message goes on with. Rejects with what it likes. */
  run(work: NodeWork): Promise<Readonly<Record<string, unknown>>>;
}

type Message = NodeMessage & Record<string, unknown>;

/**
 * Registers a node type whose file only declares. Everything that acts is here: exactly one `done` a message, last, on
 * every path; nothing thrown out of the handler (a rejected promise in one ends Node-RED); waits and requests ended when
 * the node closes; the status kept.
 */
export function defineNode(RED: NodeAPI, definition: NodeDefinition): void {
  const words = sharedWords(RED);

  function construct(this: Node, saved: NodeDef & SavedProperties): void {
    RED.nodes.createNode(this, saved);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- Node-RED constructs nodes as `this`
    const node = this;
    const lifetime = new AbortController();
    // Every message under way listens; Node.js would warn of a leak from the eleventh on.
    setMaxListeners(0, lifetime.signal);
    const status = createStatusBoard(node, words, systemClock);
    const readerFor = fieldReader(RED, node, saved);

    let saidThatWaiting = false;

    /** A possible double is said each time; that the service is away, once until something gets through again. */
    function warnOfRetry({ mayHaveArrived, code, delayMs }: Extract<Progress, { state: "retrying" }>): void {
      if (mayHaveArrived) node.warn(words("warning.repeated"));
      else if (!saidThatWaiting) node.warn(words("warning.retrying", { code, seconds: Math.ceil(delayMs / 1000) }));
      saidThatWaiting = true;
    }

    async function attempt(msg: Message, flight: FlightStatus): Promise<Message | ChatError> {
      try {
        const app = findChatApp(RED, saved["app"], definition.operation);
        const context: CallContext = {
          signal: lifetime.signal,
          acceptedAt: systemClock.now(),
          report(progress) {
            flight.report(progress);
            if (progress.state === "retrying") warnOfRetry(progress);
          },
        };
        const result = await definition.run({ app, saved, read: readerFor(msg), msg, context });
        saidThatWaiting = false;
        return extended(msg, { ...result, chatError: undefined });
      } catch (error) {
        return asChatError(error, definition.operation);
      }
    }

    async function handle(msg: Message, send: (msg: Message) => void, done: (error?: Error) => void): Promise<void> {
      const flight = status.begin();
      const outcome = await attempt(msg, flight);
      if (!isChatError(outcome)) {
        flight.end();
        send(outcome);
        done();
        return;
      }
      flight.end(outcome.code);
      const summary = errorSummary(outcome, words);
      extended(msg, { chatError: summary, ...(summary.status === undefined ? {} : { statusCode: summary.status }) });
      done(nodeError(summary, words));
    }

    node.on("input", (msg, send, done) => {
      handle(msg as Message, send, done).catch((error: unknown) => {
        // Only what Node-RED itself calls back into can still throw here; it must not end the process.
        node.error(String(error));
      });
    });
    node.on("close", (_removed: boolean, closed: () => void) => {
      lifetime.abort(new ChatError("CHAT_STOPPED", { operation: definition.operation, outcome: "not-sent" }));
      status.close();
      closed();
    });
    showReadiness();

    function showReadiness(): void {
      try {
        findChatApp(RED, saved["app"], definition.operation);
        status.clear();
      } catch (error) {
        status.notConfigured(asChatError(error, definition.operation).code);
      }
    }
  }

  RED.nodes.registerType(definition.type, construct);
}

/** Puts properties on a message, or on a copy of one that cannot be changed. `undefined` takes one away. */
function extended(msg: Message, properties: Readonly<Record<string, unknown>>): Message {
  const target = Object.isExtensible(msg) ? msg : { ...msg };
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) Reflect.deleteProperty(target, name);
    else target[name] = value;
  }
  return target;
}

function asChatError(error: unknown, operation: string): ChatError {
  if (isChatError(error)) return error.with({ operation });
  // A defect of ours. Its text may hold anything, so it stays out of the summary's fields but for the kind.
  const kind = error instanceof Error ? error.name : typeof error;
  return new ChatError("CHAT_INVALID_INPUT", {
    operation,
    outcome: "not-sent",
    issues: [{ path: "msg", problem: "expression-failed", params: { reason: kind } }],
  });
}
