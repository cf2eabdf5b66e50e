import { setMaxListeners } from "node:events";
import type { Answer, Call, CallContext, Send } from "../../src/client/call";
import { ChatError } from "../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails, Outcome } from "../../src/client/chat-error";

/** A call that a test sees and answers. */
export interface SeenCall {
  readonly call: Call;
  readonly context: CallContext;
  /** Its JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly answer: (body: unknown, status?: number) => void;
  readonly fail: (error: Error) => void;
}

/** The service as a test plays it. */
export interface FakeSend {
  readonly send: Send;
  /** All calls so far, in their order. */
  readonly calls: readonly SeenCall[];
}

/**
 * A `Send` whose calls wait for a test's answer, or are answered at once where `play` is given. A call whose signal is
 * aborted ends with `CHAT_STOPPED`, nobody knowing whether it arrived.
 */
export function createFakeSend(play: (seen: SeenCall) => void = () => undefined): FakeSend {
  const calls: SeenCall[] = [];
  return {
    calls,
    send(call, context) {
      setMaxListeners(0, context.signal);
      return new Promise<Answer>((resolve, reject) => {
        const stop = (): void => reject(failure("CHAT_STOPPED", "unknown", {}, call.operation));
        if (context.signal.aborted) stop();
        context.signal.addEventListener("abort", stop, { once: true });
        const settled = (): void => context.signal.removeEventListener("abort", stop);
        const seen: SeenCall = {
          call,
          context,
          json: JSON.parse(call.json ?? "{}") as SeenCall["json"],
          answer(body, status = 200) {
            settled();
            resolve({ status, headers: {}, body });
          },
          fail(error) {
            settled();
            reject(error);
          },
        };
        calls.push(seen);
        play(seen);
      });
    },
  };
}

/** A failure as layers below make it. */
export function failure(
  code: ChatErrorCode,
  outcome: Outcome,
  details: Partial<ChatErrorDetails> = {},
  operation = "import",
): ChatError {
  return new ChatError(code, { operation, outcome, ...details });
}

/** Lets everything settle that hangs on promises alone, however many behind each other. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
