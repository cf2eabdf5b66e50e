import { soakMark } from "./soak-nodes";

/** A receipt, as a send node gives it. */
export interface SoakReceipt {
  readonly to: string;
  /** `null` where the service's answer could not be read. */
  readonly messageId: string | null;
}

/** What an error said, of recipients or of the places in a list. */
export interface SoakError {
  readonly code?: string;
  readonly outcome?: string;
  readonly words: string;
  readonly sent?: readonly SoakReceipt[];
  readonly unsent?: readonly string[];
  readonly done?: readonly { readonly index: number; readonly messageId: string | null }[];
  readonly left?: readonly number[];
  readonly uncertain?: readonly (string | number)[];
  readonly issues?: readonly { readonly path: string }[];
}

/** Something that a process of Node-RED has printed about itself or about a numbered message. */
export type SoakEvent = {
  /** Its process id. */
  readonly process: number;
  /** Milliseconds since 1970. */
  readonly at: number;
} & (
  | ({ readonly what: "given"; readonly text?: string; readonly to?: string | readonly string[] } & About)
  | ({ readonly what: "done"; readonly receipts?: readonly SoakReceipt[]; readonly error?: SoakError } & About)
  | ({ readonly what: "out"; readonly recovered: boolean; readonly isPart: boolean; readonly payload: unknown } & About)
  | ({ readonly what: "failed"; readonly error: SoakError } & About)
  | ({ readonly what: "heard" } & About)
  | { readonly what: "warned"; readonly node: string }
  | { readonly what: "uncaught" | "warning"; readonly message: string }
);

interface About {
  /** The node's id. */
  readonly node: string;
  readonly number: number;
}

/** Events of one kind. */
export type SoakEventOf<What extends SoakEvent["what"]> = Extract<SoakEvent, { readonly what: What }>;

/** Reads what was printed, oldest first. */
export function soakEvents(lines: readonly string[]): readonly SoakEvent[] {
  return lines.flatMap((line) =>
    line.startsWith(soakMark) ? [JSON.parse(line.slice(soakMark.length)) as SoakEvent] : [],
  );
}

/** Names a message at a node. */
export function keyOf({ node, number }: { readonly node: string; readonly number: number }): string {
  return `${node} ${number}`;
}
