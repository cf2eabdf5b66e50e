import type { Node, NodeStatus } from "node-red";
import type { Progress } from "../../src/client/call";
import type { ChatErrorCode } from "../../src/client/chat-error";
import type { Clock } from "../../src/client/clock";
import { sharedNamespace } from "./words";
import type { Words } from "./words";

/** One message on its way, as the status counts it. */
export interface FlightStatus {
  report(progress: Progress): void;
  /** Ends it, with the code of the error where it failed, else with what has been done: a word of the catalogue below `status`. */
  end(how: { readonly failed: ChatErrorCode } | { readonly done: string }): void;
}

/** A node's status: what waits, what is being sent, or how the last message ended. */
export interface StatusBoard {
  begin(): FlightStatus;
  /** Shows that there is no usable app. */
  notConfigured(code: ChatErrorCode): void;
  clear(): void;
  close(): void;
}

/** The editor redraws for each status; four a second are enough to read. */
const intervalMs = 250;

/**
 * Keeps one node's status honest: messages under way are counted, and only the last one that ends clears it.
 *
 * @param busy what it does meanwhile: a word of the catalogue below `status`
 */
export function createStatusBoard(node: Node, words: Words, clock: Clock, busy = "sending"): StatusBoard {
  const flights = new Set<{ progress: Progress }>();
  let ended: NodeStatus = {};
  let lookedAt = -Infinity;
  let shown = "";
  let cancel: (() => void) | undefined;
  let closed = false;

  function show(status: NodeStatus): void {
    // Also where nothing has changed: to look costs more than to send, when many messages are on their way.
    lookedAt = clock.now();
    const key = JSON.stringify(status);
    if (key === shown) return;
    shown = key;
    node.status(status);
  }

  function refresh(): void {
    if (cancel !== undefined || closed) return;
    const dueMs = lookedAt + intervalMs - clock.now();
    if (dueMs <= 0) {
      show(current());
      return;
    }
    cancel = clock.after(dueMs, () => {
      cancel = undefined;
      show(current());
    });
  }

  function current(): NodeStatus {
    if (flights.size === 0) return ended;
    const all = [...flights].map((flight) => flight.progress);
    const retrying = all.filter((progress) => progress.state === "retrying");
    const waiting = retrying.length + all.filter((progress) => progress.state === "queued").length;
    const seconds = Math.ceil(Math.min(...retrying.map((progress) => progress.delayMs)) / 1000);
    if (retrying.length > 0) {
      return { fill: "yellow", shape: "ring", text: words("status.retrying", { waiting, seconds }) };
    }
    if (waiting > 0) return { fill: "yellow", shape: "dot", text: words("status.waiting", { waiting }) };
    const parts = all.map((progress) => (progress.state === "advancing" ? progress.part : undefined));
    if (parts.every((part) => part !== undefined)) {
      const percent = Math.floor((100 * parts.reduce((sum, part) => sum + part, 0)) / parts.length);
      return { fill: "blue", shape: "dot", text: words("status.percent", { percent }) };
    }
    return { fill: "blue", shape: "dot", text: key(busy) };
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
          ended = "failed" in how ? failed(how.failed) : { fill: "grey", shape: "dot", text: key(how.done) };
          refresh();
        },
      };
    },
    notConfigured(code) {
      ended = failed(code);
      show(current());
    },
    clear() {
      ended = {};
      show(current());
    },
    close() {
      closed = true;
      cancel?.();
      cancel = undefined;
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
