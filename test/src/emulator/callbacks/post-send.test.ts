import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import should from "should";
import { createEmulator, type EmulatorCallbackRule } from "../../../../src/emulator/emulator";
import { startMs, useEmulator } from "../use-emulator";
import { useReceiver } from "./use-receiver";

const secret = "s3cr3t";
const message = { to: ["alice.k"], from: "sensor-7", type: "txt", body: { msg: "hello" } };

describe("callbacks after sending", () => {
  const receiver = useReceiver();
  const { emulator, post } = useEmulator();
  const rule = (changes: Partial<EmulatorCallbackRule> = {}): EmulatorCallbackRule => ({
    when: "post-send",
    url: receiver.url(),
    secret,
    ...changes,
  });
  const send = (to = "alice.k", msg = "hello") => post("messages/users", { ...message, to: [to], body: { msg } });
  const texts = (): unknown[] =>
    receiver.received.map(
      ({ fields }) => (fields as { payload: { bodies: { msg: string }[] } }).payload.bodies[0]?.msg,
    );
  const fail = (response: ServerResponse): void => void response.writeHead(503).end();

  beforeEach(() => emulator.setCallbacks([rule()]));

  it("tell of a message over REST, signed", async () => {
    await send();
    await emulator.callbacksSettled();
    const [received] = receiver.received;
    should(received).containEql({ method: "POST", contentType: "application/json" });
    const { callId, security, ...fields } = received?.fields ?? {};
    should(String(callId)).match(/^farmco#greenhouse_[0-9a-f-]{36}$/);
    should(security).equal(
      createHash("md5")
        .update(`${String(callId)}${secret}${startMs}`)
        .digest("hex"),
    );
    should(fields).eql({
      eventType: "chat",
      chat_type: "chat",
      from: "sensor-7",
      to: "alice.k",
      msg_id: emulator.messages()[0]?.id,
      payload: { bodies: [{ msg: "hello", type: "txt" }], ext: {}, from: "sensor-7", to: "alice.k" },
      content_type: "chat:user:text",
      timestamp: startMs,
      securityVersion: "1.0.0",
      appkey: "farmco#greenhouse",
      host: "msync@emulator",
    });
    should(emulator.callbacks()).eql([{ when: "post-send", callId, url: receiver.url(), status: 200, tries: 1 }]);
  });

  it("tell of each recipient, of both dialects, and of what users say", async () => {
    await post("messages/users", { ...message, to: ["a", "b"] });
    await post("messages", { target_type: "chatrooms", target: ["22"], msg: { type: "txt", msg: "hi" } });
    await emulator.say({ from: "alice.k", chatType: "chatgroups", to: "33", body: { msg: "hi" } });
    await emulator.callbacksSettled();
    const told = receiver.received.map(({ fields }) => [fields["content_type"], fields["from"], fields["to"]]);
    should(told.sort()).eql([
      ["chat:group:text", "alice.k", "33"],
      ["chat:room:text", "admin", "22"],
      ["chat:user:text", "sensor-7", "a"],
      ["chat:user:text", "sensor-7", "b"],
    ]);
  });

  it("tell that a message was taken back, after it was told", async () => {
    const { json } = await send();
    const id = (json["data"] as Readonly<Record<string, string>>)["alice.k"];
    emulator.clock.advance(1000);
    await post("messages/msg_recall", { msg_id: id, chat_type: "chat", from: "boss" });
    await emulator.callbacksSettled();
    const [, recall] = receiver.received;
    should(recall?.fields).containEql({ chat_type: "recall", recall_id: id, from: "boss", timestamp: startMs + 1000 });
    should(recall?.fields["msg_id"]).not.equal(id);
  });

  it("say nothing of what is imported, deleted, refused, or not taken back", async () => {
    await post("messages/users/import", { from: "a", target: "b", type: "txt", body: { msg: "hello" } });
    await post("users/a/user_channel", { channel: "b", type: "chat", delete_roam: true }, { method: "DELETE" });
    await post("messages/users", { ...message, to: [] });
    await post("messages/msg_recall", { msg_id: "1", chat_type: "chat" });
    await emulator.callbacksSettled();
    should(emulator.callbacks()).be.empty();
  });

  it("go to every rule, each with an id and a signature of its own", async () => {
    emulator.setCallbacks([rule(), rule({ secret: "other" })]);
    await send();
    await emulator.callbacksSettled();
    should(new Set(receiver.received.map(({ fields }) => fields["callId"])).size).equal(2);
    should(new Set(receiver.received.map(({ fields }) => fields["security"])).size).equal(2);
  });

  it("are received with any 200, whatever it says, and as long as it likes", async () => {
    receiver.answer = (response) => response.end("x".repeat(100_000));
    await send();
    await emulator.callbacksSettled();
    should(emulator.callbacks()[0]).containEql({ status: 200, tries: 1 });
  });

  it("are tried once more at once, the same, where they fail", async () => {
    receiver.answer = (response) => {
      if (receiver.received.length === 1) fail(response);
      else response.end();
    };
    await send();
    await emulator.callbacksSettled();
    const [first, second] = receiver.received;
    should(second?.fields).eql(first?.fields);
    should(emulator.callbacks()[0]).containEql({ status: 200, tries: 2 });
  });

  for (const status of [204, 302, 404, 500]) {
    it(`fail with ${status}, and are given up after the second try`, async () => {
      receiver.answer = (response) => void response.writeHead(status, { location: "/" }).end();
      await send();
      await emulator.callbacksSettled();
      should(receiver.received).have.length(2);
      should(emulator.callbacks()[0]).containEql({ status, tries: 2 });
    });
  }

  it("fail where nobody listens, hangs up, or answers in time", async () => {
    receiver.answer = (response) => {
      if (receiver.received.length === 1) response.destroy();
    };
    emulator.setCallbacks([rule({ url: "http://127.0.0.1:1/chat" }), rule({ timeoutMs: 20 })]);
    await send();
    await emulator.callbacksSettled();
    should(emulator.callbacks().map(({ status, tries }) => [status, tries])).eql([
      [undefined, 2],
      [undefined, 2],
    ]);
  });

  it("hold up nobody who sends", async () => {
    receiver.answer = () => undefined;
    for (let count = 0; count < 5; count += 1) should((await send()).status).equal(200);
    await receiver.untilReceived(1);
    should(receiver.received).have.length(1); // the others wait for the first, which is of their conversation
  });

  it("keep the order of a conversation, in both directions, and let others pass", async () => {
    const answers: (() => void)[] = [];
    receiver.answer = (response) => void answers.push(() => response.end());
    await send("alice.k", "first");
    await emulator.say({ from: "alice.k", chatType: "users", to: "sensor-7", body: { msg: "second" } });
    await send("bob", "aside");
    await receiver.untilReceived(2);
    should(texts().sort()).eql(["aside", "first"]);
    for (const answer of answers.splice(0)) answer();
    await receiver.untilReceived(3);
    should(texts()[2]).equal("second");
    for (const answer of answers) answer();
    await emulator.callbacksSettled();
  });

  it("are sixteen at once for a rule, and no more", async () => {
    const answers: (() => void)[] = [];
    receiver.answer = (response) => void answers.push(() => response.end());
    await post("messages/users", { ...message, to: Array.from({ length: 40 }, (_, index) => `user-${index}`) });
    await receiver.untilReceived(16);
    await send();
    should(receiver.received).have.length(16);
    receiver.answer = (response) => void response.end();
    for (const answer of answers) answer();
    await emulator.callbacksSettled();
    should(receiver.received).have.length(41);
  });

  it("are not more than ten thousand in waiting", async () => {
    receiver.answer = () => undefined;
    for (let count = 0; count < 10_002; count += 1) {
      await emulator.say({ from: "a", chatType: "users", to: "b", body: { msg: "hello" } });
    }
    should(emulator.callbacks().filter(({ skipped }) => skipped === "overloaded")).have.length(2);
    emulator.setCallbacks([]);
  });

  it("keep their connections", async () => {
    for (let count = 0; count < 5; count += 1) {
      await send();
      await emulator.callbacksSettled();
    }
    should(new Set(receiver.received.map(({ remotePort }) => remotePort)).size).equal(1);
  });

  describe("that fail 90 times in half a minute", () => {
    it("pause for five minutes; what happens then is never told", async () => {
      receiver.answer = fail;
      for (let count = 0; count < 45; count += 1) await send();
      await emulator.callbacksSettled();
      should(receiver.received).have.length(90);
      receiver.answer = (response) => response.end();
      await send();
      emulator.clock.advance(299_999);
      await send();
      await emulator.callbacksSettled();
      should(receiver.received).have.length(90);
      for (const callback of emulator.callbacks().slice(-2)) {
        should(callback).containEql({ status: undefined, tries: 0, skipped: "suspended" });
      }
      emulator.clock.advance(1);
      await send();
      await emulator.callbacksSettled();
      should(receiver.received).have.length(91);
      should(emulator.callbacks().at(-1)).containEql({ status: 200, tries: 1 });
    });

    it("do not pause where they took longer", async () => {
      receiver.answer = fail;
      await send();
      await emulator.callbacksSettled();
      emulator.clock.advance(30_000);
      for (let count = 0; count < 44; count += 1) await send();
      await send("bob");
      await emulator.callbacksSettled();
      should(emulator.callbacks().at(-1)).containEql({ status: 503, tries: 2 });
    });

    it("pause their own rule only, until a reset", async () => {
      const other = `${receiver.url()}/other`;
      emulator.setCallbacks([rule({ url: "http://127.0.0.1:1/chat" }), rule({ url: other })]);
      for (let count = 0; count < 46; count += 1) await send();
      await emulator.callbacksSettled();
      should(emulator.callbacks().filter(({ skipped }) => skipped === "suspended")).have.length(1);
      should(emulator.callbacks().filter(({ url, status }) => url === other && status === 200)).have.length(46);
      emulator.reset();
      await send();
      await emulator.callbacksSettled();
      should(emulator.callbacks().map(({ tries }) => tries)).containDeep([2, 1]);
    });
  });

  it("are forgotten by a reset, which keeps the rules", async () => {
    receiver.answer = () => undefined;
    await send();
    await send();
    await receiver.untilReceived(1);
    emulator.reset();
    await emulator.callbacksSettled();
    should(emulator.callbacks()).be.empty();
    receiver.answer = (response) => response.end();
    await send();
    await emulator.callbacksSettled();
    should(emulator.callbacks()).have.length(1);
    should(receiver.received).have.length(2);
  });

  it("go where the new rules say, or nowhere", async () => {
    emulator.setCallbacks([]);
    await send();
    await emulator.callbacksSettled();
    should(receiver.received).be.empty();
    emulator.setCallbacks([rule()]);
    await send();
    await emulator.callbacksSettled();
    should(receiver.received).have.length(1);
  });

  it("end with the emulator, and their connections with them", async () => {
    receiver.answer = () => undefined;
    const other = createEmulator({ callbacks: [rule()] });
    await other.start();
    await other.say({ from: "a", chatType: "users", to: "b", body: { msg: "hello" } });
    await receiver.untilReceived(1);
    await other.stop();
    await other.callbacksSettled();
    should(other.callbacks()[0]).containEql({ status: undefined, tries: 1 });
  });
});
