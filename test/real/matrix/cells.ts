/** A Node-RED on a Node.js. */
export interface Cell {
  readonly nodeRed: "4.1" | "5.0";
  /** The major version. */
  readonly node: 20 | 22 | 24;
}

/** All that fit: Node-RED 5 asks for Node.js 22.9 or newer. */
export const cells: readonly Cell[] = [
  { nodeRed: "4.1", node: 20 },
  { nodeRed: "4.1", node: 22 },
  { nodeRed: "4.1", node: 24 },
  { nodeRed: "5.0", node: 22 },
  { nodeRed: "5.0", node: 24 },
];

/** The oldest and the newest: what works on both works in between, or so one hopes from day to day. */
export const ends: readonly Cell[] = cells.filter((_, index) => index === 0 || index === cells.length - 1);

/** As it stands in a table. */
export function nameOf({ nodeRed, node }: Cell): string {
  return `Node-RED ${nodeRed} on Node.js ${node}`;
}
