import type { CallContext } from "../../src/client/call";
import { isChatError } from "../../src/client/chat-error";
import type { ChatError } from "../../src/client/chat-error";
import type { Clock } from "../../src/client/clock";
import type { Receipt } from "../../src/client/sending/receipt";
import type { Outbox, OutboxEntry, OutboxOptions, Returned } from "../../src/delivery/outbox/outbox";
import type { RedisWarning } from "../../src/delivery/outbox/redis-warnings";
import type { AppOutbox } from "../node-kit/chat-app";
import { createAttachedNodes } from "./attached-nodes";
import type { LeftBehind } from "./attached-nodes";
import { openingOutbox } from "./opening-outbox";

/** An app's outbox with what its config node does with it. */
export interface RunningOutbox extends AppOutbox {
  /**
   * As an outbox does; a message that comes while it is being opened waits for it. One that ends when its node has been
   * taken away is brought back to the node that takes its place: what the old one emits now would reach nobody.
   */
  send(entry: OutboxEntry, context: CallContext): Promise<readonly Receipt[] | undefined>;
  /** Begins with what an earlier process left. Called when all nodes are there, after each deployment. */
  start(): void;
  /** Never rejects. */
  close(): Promise<void>;
}

/** Who hears what is to be said of an outbox. */
export interface OutboxLog {
  /** It cannot be used; said once for each reason, and tried again meanwhile. */
  readonly onTrouble: (trouble: ChatError) => void;
  /** It can be used again. */
  readonly onWell: () => void;
  /** A message ended whose node is not there any more. */
  readonly onStray: (returned: Returned) => void;
  /** The settings of the Redis that keeps it put messages at risk. */
  readonly onRedisWarning: (warning: RedisWarning) => void;
}

/** Where an app's outbox is at home. */
export interface OutboxHome extends Omit<OutboxLog, "onRedisWarning"> {
  /** Of the config node. */
  readonly appId: string;
  readonly leftBehind: LeftBehind;
}

/** What an outbox is told so that it can be heard. */
export type OutboxListeners = Pick<OutboxOptions, "onReturned" | "onChanged">;

/**
 * Runs an app's outbox: opens it, again and again where it cannot be, and brings its messages back to their nodes.
 *
 * @param open a promise only where that takes time: then nothing is sent through promises that are not needed
 */
export function runOutbox(
  open: (listeners: OutboxListeners, signal: AbortSignal) => Outbox | Promise<Outbox>,
  home: OutboxHome,
  clock: Clock,
): RunningOutbox {
  const watchers = new Set<() => void>();
  const nodes = createAttachedNodes(home.appId, home.leftBehind, home.onStray);
  const changed = (): void => watchers.forEach((run) => run());
  let hasStarted = false;
  let hadTrouble = false;

  const opening = openingOutbox({
    open: (signal) => open({ onReturned: (returned) => nodes.give(returned), onChanged: changed }, signal),
    clock,
    onOpened(outbox) {
      if (hasStarted) outbox.start();
      if (hadTrouble) home.onWell();
      hadTrouble = false;
      changed();
    },
    onTrouble(trouble) {
      hadTrouble = true;
      home.onTrouble(trouble);
      changed();
    },
  });

  async function sendWhenOpened(entry: OutboxEntry, context: CallContext): Promise<readonly Receipt[] | undefined> {
    context.report?.({ state: "queued" });
    const outbox = await opening.whenOpened(context.signal).catch((error: unknown) => {
      throw isChatError(error) ? error.with({ sent: [], unsent: entry.outgoing.message.to, uncertain: [] }) : error;
    });
    return outbox.send(entry, context);
  }

  async function send(entry: OutboxEntry, context: CallContext): Promise<readonly Receipt[] | undefined> {
    const { nodeId, flowMessage } = entry;
    try {
      const receipts = await (opening.opened?.send(entry, context) ?? sendWhenOpened(entry, context));
      if (receipts === undefined || !context.signal.aborted) return receipts;
      nodes.give({ nodeId, flowMessage, ending: { receipts }, mayBeDouble: false });
    } catch (error) {
      if (!context.signal.aborted || !isChatError(error) || error.code === "CHAT_STOPPED") throw error;
      nodes.give({ nodeId, flowMessage, ending: { error }, mayBeDouble: false });
    }
    return undefined;
  }

  return {
    send,
    attach: (nodeId, onReturned) => nodes.attach(nodeId, onReturned),
    watch(onChanged) {
      const run = (): void => onChanged();
      watchers.add(run);
      return () => void watchers.delete(run);
    },
    trouble: () => opening.trouble,
    census: async () => (await opening.whenOpened()).census(),
    parked: async (limit) => (await opening.whenOpened()).parked(limit),
    decide: async (ids, decision) => (await opening.whenOpened()).decide(ids, decision),
    start() {
      nodes.settle();
      if (hasStarted) return;
      hasStarted = true;
      opening.opened?.start();
    },
    async close() {
      await opening.close();
      nodes.close();
    },
  };
}
