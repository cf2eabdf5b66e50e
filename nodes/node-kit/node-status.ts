import type { Node, NodeStatus } from "node-red";
import type { Progress } from "../../src/client/call";
import type { ChatErrorCode } from "../../src/client/chat-error";
import type { Clock } from "../../src/client/clock";
import { wholeSeconds } from "./whole-seconds";
import { sharedNamespace } from "./words";
import type { Words } from "./words";

/** How a message ended: the code of the error where it failed, else what has been done: a word of the catalogue below `status`. */
export type EndOfMessage = { readonly failed: ChatErrorCode } | { readonly done: string };

/** One message on its way, as the status counts it. */
export interface FlightStatus {
  report(progress: Progress): void;
  /** Ends it; without saying how where it goes on elsewhere. */
  end(how?: EndOfMessage): void;
}

/** What a status is told of besides the messages. */
export interface StatusSurroundings {
  /** What the node does meanwhile: a word of the catalogue below `status`. Default: `sending`. */
  readonly busy?: string | undefined;
  /** How long it is until the next that waits may go, milliseconds. Default: nobody knows. */
  readonly limitedForMs?: () => number | undefined;
}

/** A node's status: what waits, what is being sent, or how the last message ended. */
export interface StatusBoard {
  begin(): FlightStatus;
  /** A message ended that nobody counted. */
  ended(how: EndOfMessage): void;
  /** Shows that messages are refused, for as long as it is so. */
  outboxTrouble(isThere: boolean): void;
  /** Shows that there is no usable app. */
  notConfigured(code: ChatErrorCode): void;
  clear(): void;
  close(): void;
}

/** The editor redraws for each status; four a second are enough to read. */
const intervalMs = 250;

/** A countdown goes by seconds. */
const secondMs = 1_000;

/** A limit that is felt for less is not worth a number. */
const leastLimitedMs = 2_000;

/** Keeps one node's status honest: messages under way are counted, and only the last one that ends clears it. */
export function createStatusBoard(
  node: Node,
  words: Words,
  clock: Clock,
  { busy = "sending", limitedForMs = () => undefined }: StatusSurroundings = {},
): StatusBoard {
  const flights = new Set<{ progress: Progress }>();
  let ended: NodeStatus = {};
  let lookedAt = -Infinity;
  let shown = "";
  let cancel: (() => void) | undefined;
  let cancelCountdown = (): void => undefined;
  let hasTrouble = false;
  let closed = false;

  function look(): void {
    // Also where nothing has changed: to look costs more than to send, when many messages are on their way.
    lookedAt = clock.now();
    cancelCountdown();
    const status = current();
    const key = JSON.stringify(status);
    if (key !== shown) node.status(status);
    shown = key;
    // Time alone changes what is said of those who wait.
    if (someWait()) cancelCountdown = clock.after(secondMs, look);
  }

  function someWait(): boolean {
    for (const { progress } of flights) if (progress.state === "queued") return true;
    return false;
  }

  function refresh(): void {
    if (cancel !== undefined || closed) return;
    const dueMs = lookedAt + intervalMs - clock.now();
    if (dueMs <= 0) {
      look();
      return;
    }
    cancel = clock.after(dueMs, () => {
      cancel = undefined;
      look();
    });
  }

  function current(): NodeStatus {
    if (hasTrouble) return { fill: "red", shape: "ring", text: key("outbox") };
    if (flights.size === 0) return ended;
    const all = [...flights].map((flight) => flight.progress);
    const retrying = all.filter((progress) => progress.state === "retrying");
    const waiting = retrying.length + all.filter((progress) => progress.state === "queued").length;
    const seconds = wholeSeconds(Math.min(...retrying.map((progress) => progress.delayMs)));
    if (retrying.length > 0) {
      return { fill: "yellow", shape: "ring", text: words("status.retrying", { waiting, seconds }) };
    }
    if (waiting > 0) return { fill: "yellow", shape: "dot", text: waitingText(waiting) };
    const parts = all.map((progress) => (progress.state === "advancing" ? progress.part : undefined));
    if (parts.every((part) => part !== undefined)) {
      const percent = Math.floor((100 * parts.reduce((sum, part) => sum + part, 0)) / parts.length);
      return { fill: "blue", shape: "dot", text: words("status.percent", { percent }) };
    }
    return { fill: "blue", shape: "dot", text: key(busy) };
  }

  function waitingText(waiting: number): string {
    const limitedMs = limitedForMs() ?? 0;
    return limitedMs < leastLimitedMs
      ? words("status.waiting", { waiting })
      : words("status.limited", { waiting, seconds: wholeSeconds(limitedMs) });
  }

  function settle(how: EndOfMessage): void {
    ended = "failed" in how ? failed(how.failed) : { fill: "grey", shape: "dot", text: key(how.done) };
  }

  return {
    begin() {
      const flight: { progress: Progress } = { progress: { state: "sending" } };
      flights.add(flight);
      refresh();
      return {
        report(progress) {
          flight.progress = progress;
          refresh();
        },
        end(how) {
          flights.delete(flight);
          if (how !== undefined) settle(how);
          refresh();
        },
      };
    },
    ended(how) {
      settle(how);
      refresh();
    },
    outboxTrouble(isThere) {
      if (hasTrouble === isThere) return;
      hasTrouble = isThere;
      refresh();
    },
    notConfigured(code) {
      ended = failed(code);
      look();
    },
    clear() {
      ended = {};
      look();
    },
    close() {
      closed = true;
      cancel?.();
      cancel = undefined;
      cancelCountdown();
      node.status({});
    },
  };
}

/** Fixed texts are keys: the editor words them in the language of whoever looks. */
function key(name: string): string {
  return `${sharedNamespace}:status.${name}`;
}

function failed(code: ChatErrorCode): NodeStatus {
  if (code === "CHAT_NOT_CONFIGURED") return { fill: "grey", shape: "ring", text: key(code) };
  return { fill: "red", shape: "ring", text: key(code) };
}
