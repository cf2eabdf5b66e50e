import type { NodeMessage } from "node-red";
import type { CallContext } from "../../src/client/call";
import type { Receipt } from "../../src/client/sending/receipt";
import type { ChatApp } from "./chat-app";
import type { ReadField } from "./read-field";
import type { SavedProperties } from "./saved-properties";

/** A node that has one input. */
export interface InputDefinition<Work extends InputWork = InputWork> {
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
  /**
   * Does the work for one message. Rejects with what it likes.
   *
   * @returns the properties that the message goes on with; `undefined`: it does not go on from here, and nothing is wrong
   */
  run(work: Work): Promise<Properties | undefined>;
}

/** A node that uses an app and has one input. What does not go on from here, the app's outbox goes on with alone. */
export interface NodeDefinition extends InputDefinition<NodeWork> {
  /** The properties that a message goes on with which the outbox delivered alone. Default: it never does. */
  readonly recovers?: (receipts: readonly Receipt[]) => Properties;
}

/** What a node's work gets for one message. */
export interface InputWork {
  /** Under which the app's outbox knows the node. */
  readonly nodeId: string;
  /** The node's own properties, as saved. */
  readonly saved: SavedProperties;
  /** Reads a typed field. */
  readonly read: ReadField;
  readonly msg: FlowMessage;
  readonly context: CallContext;
  /** A path of the flow as Node-RED's own file nodes read it: a relative one begins at `fileWorkingDirectory`. */
  readonly resolvePath: (path: string) => string;
  /** Sends a copy of the message on before the work has ended. `output` 0, the default, is the first. */
  readonly emit: (properties: Properties, output?: number) => void;
  /** Says something in the log, by a word of the shared catalogue below `warning`; each at most once a minute. */
  readonly warn: (word: string) => void;
}

/** The same for a node that uses an app. */
export interface NodeWork extends InputWork {
  readonly app: ChatApp;
}

/** A message of the flow, to be read. */
export type FlowMessage = NodeMessage & Readonly<Record<string, unknown>>;

/** What a message goes on with. */
export type Properties = Readonly<Record<string, unknown>>;
