import type { NodeRedProcess } from "./node-red-process";

/** How a message ended at a node. */
export interface Ending {
  readonly node: string;
  readonly message: string;
  /** What `done` was given. */
  readonly error?: { readonly code: string; readonly cause: Readonly<Record<string, unknown>> };
}

const mark = "[watch] ";

/**
 * A node of the test's own, which prints what our nodes are given and each `done` of theirs. A Catch node could not say
 * it: in a redeploy it is gone before the nodes that it listens to have ended.
 */
export const watcher = `module.exports = (RED) => {
  const print = (event) => console.log(${JSON.stringify(mark)} + JSON.stringify(event));
  const isOurs = (node) => node.type.startsWith("agora-chat-");
  RED.hooks.add("onReceive.watch", ({ msg, destination: { id, node } }) => {
    if (isOurs(node)) print({ given: true, node: id, message: msg._msgid });
  });
  RED.hooks.add("onComplete.watch", ({ msg, error, node: { id, node } }) => {
    if (!isOurs(node)) return;
    print({ node: id, message: msg._msgid, ...(error ? { error: { code: error.code, cause: error.cause } } : {}) });
  });
};
`;

/** The ends of messages at a node since the log had so many lines, oldest first. */
export function endingsAt(nodeRed: NodeRedProcess, node: string, since = 0): readonly Ending[] {
  return eventsIn(nodeRed.lines().slice(since)).filter((event) => event.given !== true && event.node === node);
}

/**
 * What our nodes were given and has not ended exactly once.
 *
 * @param since the lines of the log before; those of a process that was killed have no end
 */
export function unaccounted(nodeRed: NodeRedProcess, since = 0): readonly string[] {
  const balance = new Map<string, number>();
  for (const { given, node, message } of eventsIn(nodeRed.lines().slice(since))) {
    const key = `${node} ${message}`;
    balance.set(key, (balance.get(key) ?? 0) + (given === true ? 1 : -1));
  }
  return [...balance].filter(([, open]) => open !== 0).map(([key, open]) => `${key}: ${open}`);
}

function eventsIn(lines: readonly string[]): readonly (Ending & { readonly given?: true })[] {
  return lines
    .filter((line) => line.startsWith(mark))
    .map((line) => JSON.parse(line.slice(mark.length)) as Ending & { readonly given?: true });
}
