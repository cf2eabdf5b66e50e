import should from "should";
import type { Call } from "../../../../src/client/call";
import { ChatError, isChatError } from "../../../../src/client/chat-error";
import { flightFailure, refusedByProxy, stopped } from "../../../../src/client/http/flight-failure";
import type { Flight } from "../../../../src/client/http/tracked-transport";
import { context } from "../use-client";

const call: Call = { operation: "send-message", method: "POST", path: "messages/users", signedIn: true };
const repeatable: Call = { ...call, operation: "history", repeatable: true };
const reset = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
const words = { error: "ECONNRESET", description: "socket hang up" };

interface Given {
  readonly call?: Call;
  readonly flight?: Partial<Flight>;
  readonly isAborted?: boolean;
  readonly cause?: unknown;
}

/** What is made of a failure: the answer, or the code and all details of the error. */
function outcomeOf({ call: given = call, flight, isAborted = false, cause = reset }: Given): unknown {
  const signal = isAborted ? AbortSignal.abort() : context.signal;
  try {
    return flightFailure(given, { signal }, { connected: true, timedOut: false, ended: false, ...flight }, cause);
  } catch (error) {
    return isChatError(error) ? saidOf(error) : error;
  }
}

function saidOf({ code, details }: ChatError): unknown {
  return { code, ...details };
}

function wordsFor(cause: unknown, flight: Partial<Flight> = {}): unknown {
  const { error, description } = outcomeOf({ cause, flight }) as Readonly<Record<string, unknown>>;
  return { error, description };
}

describe("what went wrong with a request", () => {
  describe("whose connection never stood", () => {
    const flight = { connected: false };

    it("is that nothing was sent", () => {
      const unsent = { operation: "send-message", outcome: "not-sent", ...words };
      should(outcomeOf({ flight })).eql({ code: "CHAT_UNREACHABLE", ...unsent });
    });

    it("is that nothing was sent where it was told to stop, too", () => {
      const unsent = { operation: "send-message", outcome: "not-sent" };
      should(outcomeOf({ flight, isAborted: true })).eql({ code: "CHAT_STOPPED", ...unsent });
    });

    it("is the proxy's refusal where one answered", () => {
      should(saidOf(refusedByProxy(call, 407))).eql({
        code: "CHAT_UNREACHABLE",
        operation: "send-message",
        outcome: "not-sent",
        error: "proxy",
        description: "the proxy refused to connect, with status 407",
      });
    });
  });

  describe("that had its connection and heard nothing", () => {
    it("is that nobody knows whether it arrived", () => {
      const unknown = { operation: "send-message", outcome: "unknown", ...words };
      should(outcomeOf({})).eql({ code: "CHAT_NO_ANSWER", ...unknown });
      should(outcomeOf({ call: repeatable })).eql({ code: "CHAT_NO_ANSWER", ...unknown, operation: "history" });
    });

    it("is that nobody knows where it was told to stop, too", () => {
      const unknown = { operation: "send-message", outcome: "unknown" };
      should(outcomeOf({ isAborted: true })).eql({ code: "CHAT_STOPPED", ...unknown });
    });
  });

  for (const status of [200, 201, 299]) {
    describe(`whose answer began with ${status} and broke off`, () => {
      const flight = { status };

      it("is the answer alone: the message was taken, told to stop or not", () => {
        const taken = { operation: "send-message", outcome: "sent", status, ...words };
        should(outcomeOf({ flight })).eql({ code: "CHAT_BAD_ANSWER", ...taken });
        should(outcomeOf({ flight, isAborted: true })).eql({ code: "CHAT_BAD_ANSWER", ...taken });
        const once = { ...call, repeatable: false };
        should(outcomeOf({ flight, call: once })).eql({ code: "CHAT_BAD_ANSWER", ...taken });
      });

      it("is that it was not heard to the end where it may be asked for again", () => {
        const unheard = { operation: "history", outcome: "unknown" };
        should(outcomeOf({ flight, call: repeatable })).eql({ code: "CHAT_NO_ANSWER", ...unheard, status, ...words });
        should(outcomeOf({ flight, call: repeatable, isAborted: true })).eql({ code: "CHAT_STOPPED", ...unheard });
      });
    });
  }

  it("is the status alone where the service refused, whatever came in between", () => {
    for (const status of [199, 300, 400, 503]) {
      const refused = { status, headers: {}, body: undefined };
      should(outcomeOf({ flight: { status } })).eql(refused);
      should(outcomeOf({ flight: { status }, isAborted: true, call: repeatable })).eql(refused);
    }
  });

  it("is what somebody knows already, unchanged", () => {
    const known = new ChatError("CHAT_INVALID_INPUT", { operation: "upload-file", outcome: "not-sent" });
    should(() =>
      flightFailure(call, context, { connected: true, timedOut: true, ended: true, status: 200 }, known),
    ).throw(known);
  });

  it("is that it was stopped: not sent without a connection, unknown with one", () => {
    const one = { code: "CHAT_STOPPED", operation: "send-message" };
    should(saidOf(stopped(call, false))).eql({ ...one, outcome: "not-sent" });
    should(saidOf(stopped(call, true))).eql({ ...one, outcome: "unknown" });
  });

  it("is said in the network's own words, and in no more than 300 letters", () => {
    should(wordsFor(reset)).eql(words);
    should(wordsFor(new Error("x".repeat(1_000)))).eql({ error: "network", description: "x".repeat(300) });
    should(wordsFor({})).eql({ error: "network", description: "" });
    should(wordsFor({ code: 7, message: 7 })).eql({ error: "network", description: "" });
  });

  it("is said of the first address where a name has several", () => {
    const each = ["::1", "127.0.0.1"].map((address) => new Error(`connect ECONNREFUSED ${address}`));
    const all = Object.assign(new AggregateError(each), { code: "ECONNREFUSED" });
    should(wordsFor(all)).eql({ error: "ECONNREFUSED", description: "connect ECONNREFUSED ::1" });
    should(wordsFor(new AggregateError([]))).eql({ error: "network", description: "" });
  });

  it("is said to be the time-out where that ended it, whatever else the network says of it", () => {
    const late = { error: "ETIMEDOUT", description: "no answer within the time-out" };
    should(wordsFor(new Error("ended"), { timedOut: true })).eql(late);
  });
});
