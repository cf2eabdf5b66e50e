import type { Call, Send } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, Outcome } from "../../../../src/client/chat-error";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { Message } from "../../../../src/client/message";
import type { DeliveryContext } from "../../../../src/delivery/outbox/delivery-context";
import type { Deliver } from "../../../../src/delivery/outbox/outbox";
import { sendMessage } from "../../../../src/delivery/sending/send-message";
import type { OutgoingMessage } from "../../../../src/delivery/sending/send-with-files";

/** A request on the wire, which a test answers. */
export interface WireRequest {
  readonly text: string;
  readonly to: readonly string[];
  /** `text>to,to`, for comparing many. */
  readonly line: string;
  readonly outgoing: OutgoingMessage;
  readonly context: DeliveryContext;
  /** All of them get it, and the answer says so. */
  readonly accept: () => void;
  readonly fail: (code: ChatErrorCode, outcome: Outcome) => void;
}

/** The service behind one process's outbox. */
export interface FakeService {
  readonly deliver: Deliver;
  /** All requests so far. */
  readonly requests: WireRequest[];
  /** What is done with each; by default nothing, so that the test answers. */
  play: (request: WireRequest) => void;
}

/** @param isAlive whether its process lives: a dead one hears nothing, and nothing of it arrives */
export function createFakeService(isAlive: () => boolean): FakeService {
  const service: FakeService = {
    requests: [],
    play: () => undefined,
    deliver: (outgoing, context) => {
      if (context.signal.aborted) return Promise.reject(stopped("not-sent"));
      const send: Send = (call, one) => onWire(service, isAlive, outgoing, call, one);
      return sendMessage(send, dialects.current, outgoing.message, context);
    },
  };
  return service;
}

async function onWire(
  service: FakeService,
  isAlive: () => boolean,
  outgoing: OutgoingMessage,
  call: Call,
  context: DeliveryContext,
): ReturnType<Send> {
  await context.beforeSending?.(call);
  if (!isAlive()) return never();
  return new Promise((resolve, reject) => {
    const { to = [] } = { ...call.recipients };
    const text = textOf(outgoing.message);
    const stop = (): void => reject(stopped("unknown"));
    context.signal.addEventListener("abort", stop, { once: true });
    const ended = (): boolean => {
      context.signal.removeEventListener("abort", stop);
      return isAlive();
    };
    const request: WireRequest = {
      text,
      to,
      line: `${text}>${to.join()}`,
      outgoing,
      context,
      accept() {
        const data = Object.fromEntries(to.map((id) => [id, `${text}-${id}`]));
        const answer = { status: 200, headers: {}, body: { data, timestamp: 1 } };
        if (!ended()) return;
        resolve(answer);
      },
      fail(code, outcome) {
        if (ended()) reject(new ChatError(code, { operation: "send-message", outcome }));
      },
    };
    service.requests.push(request);
    service.play(request);
  });
}

function stopped(outcome: Outcome): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: "send-message", outcome });
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function textOf({ body }: Message): string {
  return body.type === "txt" ? body.fields.msg : "";
}
