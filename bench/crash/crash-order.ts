/** What a process that is to be killed is started with. */
export interface CrashOrder {
  readonly kind: "level" | "log";
  readonly folder: string;
  readonly serviceUrl: string;
  readonly repeatUnknown: boolean;
  /** The number of the first message that it takes in; `undefined`: it takes none in, and ends when all is delivered. */
  readonly firstNumber?: number;
}

/** A line that such a process writes, as JSON. What it has written is heard, whatever becomes of it then. */
export type Spoken =
  /** It begins to open the outbox. */
  | { readonly say: "opening" }
  /** The message is durable now. */
  | { readonly say: "taken"; readonly id: string }
  /** The flow hears how a message ended. */
  | {
      readonly say: "told";
      readonly id: string;
      readonly mayBeDouble: boolean;
      readonly uncertain: readonly string[];
      readonly unsent: readonly string[];
    }
  /** All that it was to take in has been taken in. */
  | { readonly say: "settled" }
  /** All has been delivered. */
  | { readonly say: "drained" };
