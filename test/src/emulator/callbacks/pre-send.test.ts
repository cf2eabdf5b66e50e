import should from "should";
import type { EmulatorCallbackRule, Saying } from "../../../../src/emulator/emulator";
import { startMs, useEmulator } from "../use-emulator";
import { answerJson, useReceiver } from "./use-receiver";

const saying: Saying = { from: "alice", chatType: "users", to: "bob", body: { msg: "hello" } };
const refused = (reason: string) => ({ accepted: false, reason });

describe("callbacks before sending", () => {
  const receiver = useReceiver();
  const { emulator, post } = useEmulator();
  const rule = (changes: Partial<EmulatorCallbackRule> = {}): EmulatorCallbackRule => ({
    when: "pre-send",
    url: receiver.url(),
    secret: "s3cr3t",
    timeoutMs: 5000, // a busy machine is no reason for a fallback
    ...changes,
  });

  beforeEach(() => {
    emulator.setCallbacks([rule()]);
    receiver.answer = answerJson({ valid: true });
  });

  it("ask whether a user's message may be sent, before it is", async () => {
    receiver.answer = (response, callback) => {
      should(emulator.messages()).be.empty();
      answerJson({ valid: true })(response, callback);
    };
    const said = await emulator.say(saying);
    const [message] = emulator.messages();
    should(said).eql({ accepted: true, message });
    const { callId, security, ...fields } = receiver.received[0]?.fields ?? {};
    should(String(security)).match(/^[0-9a-f]{32}$/);
    should(fields).eql({
      chat_type: "chat",
      from: "alice",
      to: "bob",
      msg_id: message?.id,
      payload: { bodies: [{ msg: "hello", type: "txt" }], ext: {}, from: "alice", to: "bob" },
      timestamp: startMs,
      securityVersion: "1.0.0",
      appkey: "farmco#greenhouse",
      host: "msync@emulator",
    });
    const { url } = rule();
    should(emulator.callbacks()).eql([{ when: "pre-send", callId, url, status: 200, tries: 1, verdict: "allowed" }]);
  });

  it("do not ask about what comes over REST", async () => {
    receiver.answer = answerJson({ valid: false });
    const message = { to: ["bob"], type: "txt", body: { msg: "hello" } };
    should((await post("messages/users", message)).status).equal(200);
    should(receiver.received).be.empty();
  });

  const refusals: readonly (readonly [object, string])[] = [
    [{ valid: false, code: "no links here" }, "no links here"],
    [{ valid: false }, "custom logic denied"],
    [{ valid: false, code: "" }, "Message blocked by external logic"],
  ];
  for (const [answer, reason] of refusals) {
    it(`refuse with ${JSON.stringify(answer)}; nobody is told of the message`, async () => {
      emulator.setCallbacks([rule(), { ...rule(), when: "post-send" }]);
      receiver.answer = answerJson(answer);
      should(await emulator.say(saying)).eql(refused(reason));
      await emulator.callbacksSettled();
      should(emulator.messages()).be.empty();
      should(emulator.callbacks().map(({ when, verdict }) => [when, verdict])).eql([["pre-send", "refused"]]);
    });
  }

  it("change what is sent, and what is told of it", async () => {
    emulator.setCallbacks([rule(), { ...rule(), when: "post-send" }]);
    const payload = { bodies: [{ type: "txt", msg: "*****" }], ext: { cleaned: true } };
    receiver.answer = (response, { fields }) =>
      response.end(fields["eventType"] === undefined ? JSON.stringify({ valid: true, payload }) : "");
    const said = await emulator.say(saying);
    await emulator.callbacksSettled();
    should(said.accepted && said.message).containEql({ body: { msg: "*****" }, ext: { cleaned: true } });
    should(receiver.received[1]?.fields["payload"]).containEql(payload);
    should(receiver.received[1]?.fields["msg_id"]).equal(receiver.received[0]?.fields["msg_id"]);
    should(emulator.callbacks().map(({ verdict }) => verdict)).eql(["changed", undefined]);
  });

  const fallbacks: Readonly<Record<string, typeof receiver.answer>> = {
    "another status": (response) => void response.writeHead(500).end('{"valid":true}'),
    "no JSON": (response) => void response.end("ok"),
    "no verdict": answerJson({}),
    "a code of another type": answerJson({ valid: false, code: 7 }),
    "a message that is none": answerJson({ valid: true, payload: { bodies: [] } }),
    "more than a thousand characters": answerJson({ valid: false, code: "x".repeat(1000) }),
    "much more": answerJson({ valid: false, code: "x".repeat(100_000) }),
    "half of it": (response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"valid"', () => response.destroy());
    },
    "no answer": (response) => void response.destroy(),
  };
  for (const [name, answer] of Object.entries(fallbacks)) {
    it(`fall back on what the rule says where there is ${name}, without asking again`, async () => {
      receiver.answer = answer;
      should((await emulator.say(saying)).accepted).be.true();
      emulator.setCallbacks([rule({ fallback: "refuse" })]);
      should(await emulator.say(saying)).eql(refused("custom internal error"));
      should(receiver.received).have.length(2);
      should(emulator.callbacks().map(({ verdict, tries }) => [verdict, tries])).eql([
        ["fallback", 1],
        ["fallback", 1],
      ]);
      should(emulator.messages()).have.length(1);
    });
  }

  it("wait as long as the rule says, 200 milliseconds where it says nothing", async () => {
    receiver.answer = () => undefined;
    for (const [changes, atLeastMs] of [
      [{ timeoutMs: 30 }, 25],
      [{}, 190],
    ] as const) {
      emulator.setCallbacks([{ when: "pre-send", url: receiver.url(), secret: "s", fallback: "refuse", ...changes }]);
      const startedAt = performance.now();
      should(await emulator.say(saying)).eql(refused("custom internal error"));
      should(performance.now() - startedAt).be.aboveOrEqual(atLeastMs);
    }
  });

  it("take a thousand characters", async () => {
    const code = "x".repeat(1000 - JSON.stringify({ valid: false, code: "" }).length);
    receiver.answer = answerJson({ valid: false, code });
    should(await emulator.say(saying)).eql(refused(code));
  });

  it("ask one rule after the other, each about what the one before has made of it", async () => {
    emulator.setCallbacks([rule(), rule({ secret: "other" })]);
    const payload = { bodies: [{ type: "txt", msg: "*****" }] };
    receiver.answer = (response, callback) =>
      answerJson(receiver.received.length === 1 ? { valid: true, payload } : { valid: false })(response, callback);
    should(await emulator.say(saying)).eql(refused("custom logic denied"));
    should(receiver.received[1]?.fields["payload"]).containEql(payload);
  });

  it("drop a message that a reset finds waiting", async () => {
    receiver.answer = () => undefined;
    const said = emulator.say(saying);
    await receiver.untilReceived(1);
    emulator.reset();
    await should(said).be.rejectedWith("The emulator has dropped this message.");
    should([emulator.messages(), emulator.callbacks()]).eql([[], []]);
  });
});
