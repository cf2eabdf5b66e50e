/** Gives messages to nodes and counts what becomes of each. */
import type { Node, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import { turns } from "../support/node-flow";
import type { NodeFlow } from "../support/node-flow";

/** What became of one message. */
export interface Ending {
  /** What each call of `done` was given. */
  readonly done: readonly unknown[];
  /** How many messages left the last output. */
  readonly passedOn: number;
  /** Messages that were ended once more long after, since the flow was loaded; and what nobody caught. */
  readonly stray: readonly unknown[];
}

/** A flow of the fuzz tests. */
export interface Answers {
  /** Gives a message to a node, and waits until it is done with it, or for 10 seconds. */
  readonly ask: (id: string, msg: unknown) => Promise<Ending>;
  /** All that was logged, and all statuses of these nodes, as text. */
  readonly told: (ids: readonly string[]) => string;
}

/** How long a message may take, milliseconds: far longer than any does. */
const patienceMs = 10_000;

/** Prepares counting for the flow of the enclosing `describe`. */
export function useAnswers(flow: NodeFlow): Answers {
  let stray: unknown[] = [];
  const keep = (found: unknown): unknown => stray.push(found);
  let watched = new WeakSet<Node>();
  let current: { readonly msg: unknown; readonly done: unknown[]; readonly ended: () => void } | undefined;
  let arrived = 0;
  before(() => void process.on("unhandledRejection", keep).on("uncaughtException", keep));
  after(() => void process.off("unhandledRejection", keep).off("uncaughtException", keep));
  beforeEach(() => {
    stray = [];
    watched = new WeakSet();
  });

  /** Counts what a node says of its messages, from the outside. */
  function watch(node: Node, onDone: (msg: unknown, error: unknown) => void): void {
    if (watched.has(node)) return;
    watched.add(node);
    const inner = node as unknown as { _complete: (msg: unknown, error?: unknown) => void };
    const complete = inner._complete.bind(node);
    inner._complete = (msg, error) => {
      onDone(msg, error);
      complete(msg, error);
    };
  }

  function note(msg: unknown, error: unknown): void {
    if (current === undefined || !Object.is(current.msg, msg)) {
      stray.push(error ?? "done");
      return;
    }
    current.done.push(error);
    current.ended();
  }

  return {
    async ask(id, msg) {
      const node = flow.node(id);
      const out = flow.node("out");
      watch(node, note);
      if (!watched.has(out)) {
        watched.add(out);
        out.on("input", () => (arrived += 1));
      }
      arrived = 0;
      const done: unknown[] = [];
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        const ended = (): void => {
          clearTimeout(timer);
          resolve();
        };
        current = { msg, done, ended };
        give(node, msg);
      });
      await turns(3);
      return { done, passedOn: arrived, stray };
    },
    told(ids) {
      const logged = helper.log().args.map(([entry]) => `${entry.level} ${String(entry.msg)}`);
      const statuses = ids.flatMap((id) => flow.statuses(id).map((status) => JSON.stringify(status)));
      return [...logged, ...statuses].join("\n");
    },
  };
}

/** As Node-RED does, but for what it could not mark with an id. */
function give(node: Node, msg: unknown): void {
  if (takesProperties(msg)) node.receive(msg as NodeMessage);
  else node.emit("input", msg);
}

function takesProperties(msg: unknown): boolean {
  try {
    return typeof msg === "object" && msg !== null && Reflect.set(msg, "_msgid", String(Math.random()));
  } catch {
    return false;
  }
}
