import should from "should";
import type { Answer, Call, Send } from "../../../../src/client/call";
import { ChatError, isChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails, Outcome } from "../../../../src/client/chat-error";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { Message } from "../../../../src/client/message";
import { sendMessage } from "../../../../src/delivery/sending/send-message";
import { reachLimit } from "../../../../src/emulator/faults";
import { wholeLists } from "../../../support/whole-lists";
import { bothDialects, context, failureOf, useClient } from "../../client/use-client";

function toGroups(count: number): Message {
  return {
    chatType: "chatgroups",
    to: Array.from({ length: count }, (_, index) => `g${index}`),
    body: { type: "txt", fields: { msg: "x" } },
    onlineOnly: false,
    syncDevice: false,
  };
}

function accepted(call: Call): Answer {
  const to = call.recipients?.to ?? [];
  return { status: 200, headers: {}, body: { data: Object.fromEntries(to.map((id) => [id, `id-${id}`])) } };
}

/** Accepts parts until one fails. */
function failingAt(part: number, fail: (call: Call) => Answer | ChatError): { send: Send; calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    send: (call) => {
      calls.push(call);
      const result = calls.length === part ? fail(call) : accepted(call);
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  };
}

function failed(code: ChatErrorCode, outcome: Outcome, details: Partial<ChatErrorDetails> = {}): ChatError {
  return new ChatError(code, { operation: "token", outcome, ...details });
}

describe("the sending of a message in parts", () => {
  const { emulator, client } = useClient();

  for (const dialect of bothDialects) {
    it(`gives a receipt a recipient, in their order, in the ${dialect.name} dialect`, async () => {
      const message = { ...toGroups(1_501), chatType: "users" as const };
      const receipts = await sendMessage(client({ dialect }).send, dialect, message, context);
      should(receipts.map(({ to }) => to)).eql(message.to);
      const ids = new Map(emulator.messages().map(({ to, id }) => [to, id]));
      for (const { to, messageId } of receipts)
        should(messageId)
          .equal(ids.get(to))
          .and.match(/^\d{19}$/);
      // By bytes: 600 ids of this length are more than 5 KB.
      should(emulator.requests("send").length).be.within(3, 4);
    });
  }

  const outcomes: readonly (readonly [string, (call: Call) => Answer | ChatError, Partial<ChatErrorDetails>])[] = [
    ["not sent", () => failed("CHAT_REJECTED", "not-sent"), { unsent: ["g3", "g4", "g5", "g6", "g7"], uncertain: [] }],
    ["unknown", () => failed("CHAT_NO_ANSWER", "unknown"), { unsent: ["g6", "g7"], uncertain: ["g3", "g4", "g5"] }],
    ["sent, unread", () => failed("CHAT_BAD_ANSWER", "sent"), { unsent: ["g6", "g7"], uncertain: [] }],
    [
      "an answer that is none",
      () => ({ status: 200, headers: {}, body: undefined }),
      { unsent: ["g6", "g7"], uncertain: [] },
    ],
    [
      "an answer that leaves one out",
      () => ({ status: 200, headers: {}, body: { data: { g3: "1", g5: "2" } } }),
      { unsent: ["g6", "g7"], uncertain: ["g4"] },
    ],
  ];
  for (const [name, fail, { unsent, uncertain }] of outcomes) {
    it(`accounts for everybody after a failure in the middle: ${name}`, async () => {
      const message = toGroups(8);
      const { send, calls } = failingAt(2, fail);
      const error = await failureOf(sendMessage(send, dialects.current, message, context));
      should(error.details).match({ operation: "send-message" });
      should(error.details.unsent).eql(unsent);
      should(error.details.uncertain).eql(uncertain);
      const sent = error.details.sent ?? [];
      should(sent.slice(0, 3).map(({ messageId }) => messageId)).eql(["id-g0", "id-g1", "id-g2"]);
      const all = [...sent.map(({ to }) => to), ...(unsent ?? []), ...(uncertain ?? [])];
      should(all.sort()).eql([...message.to].sort());
      should(calls.length).equal(2);
    });
  }

  it("accounts for everybody after a failure of the only part", async () => {
    emulator.faults.next("send", reachLimit());
    const error = await failureOf(sendMessage(client().send, dialects.current, toGroups(2), context));
    should(error).match(
      wholeLists({ code: "CHAT_RATE_LIMITED", details: { sent: [], unsent: ["g0", "g1"], uncertain: [] } }),
    );
  });

  it("sends nothing of a message that does not fit", async () => {
    const large: Message = { ...toGroups(2), body: { type: "txt", fields: { msg: "x".repeat(6_000) } } };
    should((await failureOf(sendMessage(client().send, dialects.current, large, context))).code).equal(
      "CHAT_TOO_LARGE",
    );
    should(emulator.requests()).be.empty();
  });

  it("stops between parts when it is told to", async () => {
    const stopping = new AbortController();
    const { send } = client();
    const stopsAfterOne: Send = async (call, one) => {
      const answer = await send(call, one);
      stopping.abort();
      return answer;
    };
    const error = await failureOf(
      sendMessage(stopsAfterOne, dialects.current, toGroups(5), { signal: stopping.signal }),
    );
    should(error).match(wholeLists({ code: "CHAT_STOPPED", details: { outcome: "not-sent", unsent: ["g3", "g4"] } }));
    should(error.details.sent?.length).equal(3);
  });

  it("lets out what is no chat error as it is", async () => {
    const bug = new TypeError("a bug");
    const failing = sendMessage(() => Promise.reject(bug), dialects.current, toGroups(1), context);
    await should(failing).be.rejectedWith(bug);
    should(isChatError(bug)).be.false();
  });
});
