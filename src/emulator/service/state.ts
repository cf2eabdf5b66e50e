/** What the endpoints share: the app, its tokens, limits and messages, and the time. */
import type { EmulatorApp } from "./app";
import type { Limits } from "./limits";
import type { Messages } from "./messages";
import type { Tokens } from "./tokens";

/** The emulator as its endpoints see it. */
export interface EmulatorState {
  readonly app: EmulatorApp;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly messages: Messages;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly nextMessageId: () => string;
  /** `http://127.0.0.1:PORT`. */
  readonly baseUrl: () => string;
  /** How long issued tokens live when the request does not say. */
  readonly tokenSeconds: number;
  /** Whether a content type other than JSON is refused; the vendor's own examples send none. */
  readonly strictContentType: boolean;
}
