import type { CallContext } from "../../src/client/call";
import type { ChatError } from "../../src/client/chat-error";
import type { Dialect } from "../../src/client/dialects/dialect";
import type { Message } from "../../src/client/message";
import type { Receipt } from "../../src/client/sending/receipt";

/** What the config node offers the nodes that use it: the service, with limits and retry around it. */
export interface ChatApp {
  /** Decides some of the rules that a message is checked by. */
  readonly dialect: Dialect;
  /** Sends a checked message; rejects with a `ChatError` only. */
  sendMessage(message: Message, context: CallContext): Promise<readonly Receipt[]>;
  /** Ends connections and waits. */
  close(): void;
}

/** How the config node carries it: an app that works, or what keeps it from working. */
export type ChatAppHolder = { readonly chatApp: ChatApp } | { readonly chatAppProblem: ChatError };
