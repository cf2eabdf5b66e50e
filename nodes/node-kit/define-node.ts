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
import { resolveFlowPath } from "./resolve-flow-path";
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
  /** A path of the flow as Node-RED's own file nodes read it: a relative one begins at `fileWorkingDirectory`. */
  readonly resolvePath: (path: string) => string;
  /** Sends a copy of the message on before the work has ended. `output` 0, the default, is the first. */
  readonly emit: (properties: Properties, output?: number) => void;
}

/** What a message goes on with. */
export type Properties = Readonly<Record<string, unknown>>;

/** A node that uses an app and has one input. */
export interface NodeDefinition {
  readonly type: string;
  /** What it is doing, in errors. */
  readonly operation: string;
  /** Fields that come from the message where a flow has none of them, and the property they come from. */
  readonly byDefault?: Readonly<Record<string, string>>;
  /** Where the message leaves when the work has ended. Default: 0, the first. */
  readonly lastOutput?: number;
  /** What the status says while it works: a word of the shared catalogue below `status`. Default: `sending`. */
  readonly busy?: string;
  /** What the status says when the work has ended: a word of the shared catalogue below `status`. Default: `sent`. */
  readonly done?: string | ((result: Properties) => string);
  /** Does the work for one message; returns the properties that the message goes on with. Rejects with what it likes. */
  run(work: NodeWork): Promise<Properties>;
}

type Message = NodeMessage & Record<string, unknown>;

/** Node-RED's own: one message, or one an output. */
type SendOn = (msg: Message | (Message | null)[]) => void;

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
    const status = createStatusBoard(node, words, systemClock, definition.busy);
    const readerFor = fieldReader(RED, node, saved, lifetime.signal, definition.byDefault);
    const underWay = new Set<Promise<void>>();
    let saidThatWaiting = false;

    /** A possible double is said each time; that the service is away, once until something gets through again. */
    function warnOfRetry({ mayDouble, code, delayMs }: Extract<Progress, { state: "retrying" }>): void {
      if (mayDouble) node.warn(words("warning.repeated"));
      else if (!saidThatWaiting) {
        const reason = words(`status.${code}`);
        node.warn(words("warning.retrying", { reason, code, seconds: Math.ceil(delayMs / 1000) }));
      }
      saidThatWaiting = true;
    }

    async function attempt(msg: Message, flight: FlightStatus, send: SendOn): Promise<Properties | ChatError> {
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
        const result = await definition.run({
          app,
          saved,
          read: readerFor(msg),
          msg,
          context,
          resolvePath: (path) => resolveFlowPath(RED, path),
          emit(properties, output = 0) {
            const { payload, ...rest } = msg;
            send(atOutput(output, passOn(RED.util.cloneMessage(rest), properties)));
          },
        });
        saidThatWaiting = false;
        return result;
      } catch (error) {
        return asChatError(error, definition.operation, hasLeft);
      }
    }

    async function handle(msg: Message, send: SendOn, done: (error?: Error) => void): Promise<void> {
      const flight = status.begin();
      const outcome = await attempt(msg, flight, send);
      if (isChatError(outcome)) {
        flight.end({ failed: outcome.code });
        const summary = errorSummary(outcome, words);
        const { status: statusCode } = summary;
        passOn(msg, { chatError: summary, ...(statusCode === undefined ? {} : { statusCode }) });
        done(nodeError(summary, words, labelOf));
        return;
      }
      const { done: doneWord = "sent", lastOutput = 0 } = definition;
      flight.end({ done: typeof doneWord === "string" ? doneWord : doneWord(outcome) });
      try {
        send(atOutput(lastOutput, passOn(msg, outcome)));
      } catch (error) {
        // Node-RED could not copy the message for another wire. It was sent all the same, so this is no error of ours.
        done(error instanceof Error ? error : new Error(kindOfThrown(error)));
        return;
      }
      done();
    }

    node.on("input", (msg, send, done) => {
      const handling = handle(msg as Message, send as SendOn, done)
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

/** As Node-RED wants it: what is for the first output alone, anything else by its place. */
function atOutput(output: number, msg: Message): Message | (Message | null)[] {
  return output === 0 ? msg : [...Array.from({ length: output }, () => null), msg];
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
