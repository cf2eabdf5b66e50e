import { setMaxListeners } from "node:events";
import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import type { CallContext } from "../../src/client/call";
import { ChatError, isChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import { asChatError, kindOfThrown } from "./as-chat-error";
import { errorSummary, nodeError } from "./error-report";
import { markFailed } from "./mark-failed";
import { measureMessage } from "./message-metrics";
import type { InputDefinition, Properties } from "./node-definition";
import { createStatusBoard } from "./node-status";
import type { StatusBoard } from "./node-status";
import { passOn } from "./pass-on";
import { createRareWarnings } from "./rare-warnings";
import { fieldReader } from "./read-field";
import { resolveFlowPath } from "./resolve-flow-path";
import { createRetryWarnings } from "./retry-warnings";
import { savedReader } from "./saved-reader";
import type { SavedProperties } from "./saved-properties";
import { fieldLabels, sharedWords } from "./words";
import type { FieldLabel, Words } from "./words";

type Message = NodeMessage & Record<string, unknown>;

/** Node-RED's own: one message, or one an output. */
type SendOn = (msg: Message | (Message | null)[]) => void;

/** A node that has just been made. */
export interface InputNode {
  readonly node: Node;
  readonly saved: SavedProperties;
  readonly status: StatusBoard;
  readonly words: Words;
  readonly labelOf: FieldLabel;
}

/** What a kind of nodes has besides its input. */
export interface InputSurroundings {
  /** Called for each node that is made. @returns a function that takes it back, called when the node closes */
  readonly begin?: (made: InputNode) => () => void;
  /** How long it is until the next message that waits may go, milliseconds. Default: nobody knows. */
  readonly limitedForMs?: (saved: SavedProperties) => number | undefined;
}

/**
 * Registers a node type with an input whose file only declares. Everything that acts is here: exactly one `done` a message, last, on
 * every path; nothing thrown out of the handler (a rejected promise in one ends Node-RED); waits and requests ended when
 * the node closes, and every message done with before it says that it is closed; the status kept.
 */
export function defineInputNode(
  RED: NodeAPI,
  definition: InputDefinition,
  { begin = () => () => undefined, limitedForMs = () => undefined }: InputSurroundings = {},
): void {
  const { operation, done: doneWord = "sent", lastOutput = 0 } = definition;
  const words = sharedWords(RED);
  const labelOf = fieldLabels(RED, definition.type);
  const readSaved = savedReader(RED, definition.type);

  function construct(this: Node, config: NodeDef & SavedProperties): void {
    RED.nodes.createNode(this, config);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- Node-RED constructs nodes as `this`
    const node = this;
    const saved = readSaved(node, config);
    const lifetime = new AbortController();
    // Every message under way listens; Node.js would warn of a leak from the eleventh on.
    setMaxListeners(0, lifetime.signal);
    const status = createStatusBoard(node, words, systemClock, {
      busy: definition.busy,
      limitedForMs: () => limitedForMs(saved),
    });
    const retryWarnings = createRetryWarnings(node, words);
    const rareWarnings = createRareWarnings(node, systemClock);
    const readerFor = fieldReader(RED, node, saved, lifetime.signal, definition.byDefault);
    const underWay = new Set<Promise<void>>();
    let stopped = 0;

    /** @returns `undefined` where the message does not go on from here */
    async function attempt(
      msg: Message,
      report: NonNullable<CallContext["report"]>,
      send: SendOn,
    ): Promise<Properties | ChatError | undefined> {
      let hasLeft = false;
      try {
        const context: CallContext = {
          signal: lifetime.signal,
          acceptedAt: systemClock.now(),
          report(progress) {
            hasLeft ||= progress.state === "sending";
            report(progress);
            if (progress.state === "retrying") retryWarnings.warn(progress);
          },
        };
        const result = await definition.run({
          nodeId: node.id,
          saved,
          read: readerFor(msg),
          msg,
          context,
          resolvePath: (path) => resolveFlowPath(RED, path),
          emit(properties, output = 0) {
            const { payload, ...rest } = msg;
            send(atOutput(output, passOn(RED.util.cloneMessage(rest), properties)));
          },
          warn: (word) => rareWarnings(word, words(`warning.${word}`)),
        });
        if (result !== undefined) retryWarnings.passed();
        return result;
      } catch (error) {
        return asChatError(error, operation, hasLeft);
      }
    }

    async function handle(msg: Message, send: SendOn, done: (error?: Error) => void): Promise<void> {
      const flight = status.begin();
      const metrics = measureMessage(node, msg, systemClock);
      const outcome = await attempt(
        msg,
        (progress) => {
          flight.report(progress);
          metrics?.report(progress);
        },
        send,
      );
      if (outcome === undefined) {
        flight.end();
        done();
        return;
      }
      metrics?.end();
      if (isChatError(outcome)) {
        if (lifetime.signal.aborted && endedByStop(outcome)) stopped += 1;
        flight.end({ failed: outcome.code });
        const summary = errorSummary(outcome, words);
        markFailed(msg, summary);
        done(nodeError(summary, words, labelOf));
        return;
      }
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
    const takeBack = begin({ node, saved, status, words, labelOf });
    node.on("close", (_removed: boolean, closed: () => void) => {
      takeBack();
      lifetime.abort(new ChatError("CHAT_STOPPED", { operation, outcome: "not-sent" }));
      status.close();
      void Promise.allSettled(underWay).then(() => {
        // The Catch nodes of a flow may be gone before the messages are: the log at least says how many there were.
        if (stopped > 0) node.warn(words("warning.stopped", { messages: stopped }));
        closed();
      });
    });
  }

  RED.nodes.registerType(definition.type, construct);
}

/** Whether it was the end of the node that ended it: what the outbox keeps, or the service refused, was not. */
function endedByStop({ code, details }: ChatError): boolean {
  return code === "CHAT_STOPPED" || details.outcome === "unknown";
}

/** As Node-RED wants it: what is for the first output alone, anything else by its place. */
function atOutput(output: number, msg: Message): Message | (Message | null)[] {
  return output === 0 ? msg : [...Array.from({ length: output }, () => null), msg];
}
