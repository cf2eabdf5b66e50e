import type { Node, NodeAPI, NodeDef } from "node-red";
import type { ChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import { asChatError } from "./as-chat-error";
import { errorSummary, nodeError } from "./error-report";
import { createPacedStatus } from "./paced-status";
import type { PacedStatus } from "./paced-status";
import { createRareWarnings } from "./rare-warnings";
import type { RareWarnings } from "./rare-warnings";
import type { SavedProperties } from "./saved-properties";
import { savedReader } from "./saved-reader";
import { fieldLabels, sharedNamespace, sharedWords } from "./words";
import type { Words } from "./words";

/** A node without an input: what it sends comes from elsewhere. */
export interface SourceDefinition {
  readonly type: string;
  /** What it is doing, in errors. */
  readonly operation: string;
  readonly credentials: Readonly<Record<string, { readonly type: "text" | "password" }>>;
  /**
   * Begins to listen.
   *
   * @returns a function that ends it, called when the node closes
   * @throws `ChatError` where it cannot: that is shown and logged
   */
  readonly start: (source: Source) => () => void;
}

/** What a node without an input works with. */
export interface Source {
  readonly node: Node<SavedProperties>;
  /** Its own properties, as saved. */
  readonly saved: SavedProperties;
  readonly words: Words;
  readonly status: PacedStatus;
  readonly warn: RareWarnings;
  /** Shows and logs what keeps it from working, in red. */
  readonly fail: (error: ChatError) => void;
}

/** Registers a node type without an input whose file only declares. Nothing is thrown out of its constructor. */
export function defineSource(RED: NodeAPI, { type, operation, credentials, start }: SourceDefinition): void {
  const words = sharedWords(RED);
  const labelOf = fieldLabels(RED, type);
  const readSaved = savedReader(RED, type);

  function construct(this: Node<SavedProperties>, config: NodeDef & SavedProperties): void {
    RED.nodes.createNode(this, config);
    const saved = readSaved(this, config);
    const status = createPacedStatus(this, systemClock);
    const fail = (error: ChatError): void => {
      const [issue] = error.details.issues ?? [];
      const text = `${sharedNamespace}:status.${issue?.problem ?? error.code}`;
      status.show(() => ({ fill: "red", shape: "ring", text }));
      this.error(nodeError(errorSummary(error, words), words, labelOf).message);
    };
    const stop = begin({ node: this, saved, words, status, warn: createRareWarnings(this, systemClock), fail });
    this.on("close", (closed: () => void) => {
      stop();
      status.close();
      // What has been taken in, and goes to the flow in this turn of the event loop, is not lost.
      setImmediate(closed);
    });
  }

  function begin(source: Source): () => void {
    try {
      return start(source);
    } catch (error) {
      source.fail(asChatError(error, operation, false));
      return () => undefined;
    }
  }

  RED.nodes.registerType(type, construct, { credentials });
}
