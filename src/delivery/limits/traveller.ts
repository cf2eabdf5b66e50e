import type { Answer, Call, CallContext } from "../../client/call";
import { ChatError } from "../../client/chat-error";
import { onAbort } from "../../client/on-abort";
import type { Charge } from "./call-limits";
import { gatheringOf } from "./gathering";
import type { Together } from "./kinds";

/** A call on its way, alone or in a request with others. */
export interface Traveller {
  readonly call: Call;
  readonly context: CallContext;
  /**
   * @param charges what it costs in somebody else's request
   * @param mayShare asked when it leads: whether others may come along
   */
  together(charges: readonly Charge[], mayShare: () => boolean): Together<Traveller>;
  /**
   * Gets ready to leave with others.
   *
   * @returns whether it comes along; where it does not, its caller has heard why
   */
  board(): Promise<boolean>;
  /** The request was refused and may be made anew: what ends it from here on says that nothing was sent. */
  alight(): void;
  /** What {@link arrive} or {@link fail} said. Asked for by one who travels with others. */
  answer(): Promise<Answer>;
  arrive(answer: Answer): void;
  fail(error: unknown): void;
}

/** A call whose context ends only its own waiting: the request goes on for the others. */
export function createTraveller(call: Call, context: CallContext): Traveller {
  let settled: { readonly answer: Answer } | { readonly error: Error } | undefined;
  let settle: () => void = () => undefined;
  let isAboard = false;

  function end(how: NonNullable<typeof settled>): void {
    settled ??= how;
    settle();
  }

  function stop(): void {
    const outcome = isAboard ? "unknown" : "not-sent";
    end({ error: new ChatError("CHAT_STOPPED", { operation: call.operation, outcome }) });
  }

  const traveller: Traveller = {
    call,
    context,
    together: (charges, mayShare) => ({
      kind: call.company?.kind ?? "",
      traveller,
      charges,
      gather: () => (mayShare() ? gatheringOf(call) : undefined),
    }),
    async board() {
      try {
        await announce(call, context);
      } catch (error) {
        end({ error: error as Error });
      }
      if (context.signal.aborted) stop();
      isAboard = settled === undefined;
      return isAboard;
    },
    alight() {
      isAboard = false;
    },
    answer: () =>
      new Promise((resolve, reject) => {
        const forget = onAbort(context.signal, stop);
        settle = () => {
          if (settled === undefined) return;
          forget();
          if ("answer" in settled) resolve(settled.answer);
          else reject(settled.error);
        };
        settle();
      }),
    arrive: (answer) => end({ answer }),
    fail: (error) => end({ error: error as Error }),
  };
  return traveller;
}

/** Says that a call goes out now. Rejects where it must not. */
export async function announce(call: Call, { beforeSending, report }: CallContext): Promise<void> {
  if (beforeSending !== undefined) await beforeSending(call);
  const { json } = call;
  report?.(json === undefined ? { state: "sending" } : { state: "sending", bytes: Buffer.byteLength(json) });
}
