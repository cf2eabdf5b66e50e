/** An emulator for the tests of one file, and clients of its app. */
import { setMaxListeners } from "node:events";
import type { CallContext } from "../../../src/client/call";
import { createChatClient } from "../../../src/client/chat-client";
import type { ChatClient, ChatClientOptions } from "../../../src/client/chat-client";
import { isChatError } from "../../../src/client/chat-error";
import type { ChatError } from "../../../src/client/chat-error";
import { systemClock } from "../../../src/client/clock";
import { dialects } from "../../../src/client/dialects/dialects";
import type { Dialect } from "../../../src/client/dialects/dialect";
import { createEmulator } from "../../../src/emulator/emulator";
import type { Emulator, EmulatorOptions } from "../../../src/emulator/emulator";

/** An emulator and its clients. */
export interface UsedClient {
  readonly emulator: Emulator;
  /** A client of the emulator's app, with its ready token unless told otherwise; closed after the test. */
  readonly client: (options?: Partial<ChatClientOptions>) => ChatClient;
}

/** Both dialects, for tests of what they share. */
export const bothDialects: readonly Dialect[] = [dialects.current, dialects.legacy];

/** A context that nobody ends, for as many calls at once as a test likes. */
export const context: CallContext = { signal: new AbortController().signal };
setMaxListeners(0, context.signal);

/** Starts before the tests of the enclosing `describe` and stops after them. */
export function useClient(emulatorOptions: EmulatorOptions = {}): UsedClient {
  const emulator = createEmulator(emulatorOptions);
  const open: ChatClient[] = [];
  before(() => emulator.start());
  beforeEach(() => emulator.reset());
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });
  after(() => emulator.stop());
  return {
    emulator,
    client(options = {}) {
      const client = createChatClient({
        baseUrl: emulator.url,
        appKey: emulator.app,
        dialect: dialects.current,
        timeoutMs: 5_000,
        clock: systemClock,
        proxyFor: () => false,
        signIn: { auth: "token", token: emulator.app.readyToken },
        ...options,
      });
      open.push(client);
      return client;
    },
  };
}

/** The error of something that must fail, which must be a `ChatError`. */
export async function failureOf(promise: Promise<unknown>): Promise<ChatError> {
  const error: unknown = await promise.then(
    () => new Error("did not fail"),
    (reason: unknown) => reason,
  );
  if (!isChatError(error)) throw error;
  return error;
}
