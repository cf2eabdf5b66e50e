import should from "should";
import { createEmulator } from "../../../../src/emulator/emulator";
import { answerJson, useReceiver } from "../callbacks/use-receiver";
import { useEmulator } from "../use-emulator";

const saying = { from: "alice", chatType: "users", to: "bob", body: { msg: "hello" } };

describe("saying something on the emulator's page", () => {
  const receiver = useReceiver();
  const { emulator, ask } = useEmulator();
  const say = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    ask("/emulator/say", typeof body === "string" ? body : JSON.stringify(body), { token: null, headers });

  beforeEach(() => emulator.setCallbacks([]));

  it("sends it, without a token", async () => {
    const { status, json } = await say(saying);
    should([status, json]).eql([200, { message: emulator.messages()[0] }]);
    should(emulator.requests()).be.empty();
  });

  it("is answered with the reason where it is refused", async () => {
    emulator.setCallbacks([{ when: "pre-send", url: receiver.url(), secret: "s", timeoutMs: 5000 }]);
    receiver.answer = answerJson({ valid: false, code: "no links here" });
    const { status, json } = await say(saying);
    should([status, json]).eql([403, { error: "no links here" }]);
  });

  it("is answered with what is wrong where it is no message", async () => {
    for (const body of ["", "{", "null", "[]"]) {
      const { status, json } = await say(body);
      should([status, json]).eql([400, { error: "Request body is invalid. Please check body is correct." }]);
    }
    should((await say({ ...saying, to: "" })).json).eql({ error: "param to can't be empty" });
    should((await say({ ...saying, body: { msg: "x".repeat(2_000_000) } })).status).equal(400);
  });

  it("is not for pages of other origins, which any browser here may have open", async () => {
    should((await say(saying, { origin: "https://example.com" })).status).equal(403);
    should((await say(saying, { origin: "null" })).status).equal(403);
    should(emulator.messages()).be.empty();
    const { status, headers } = await say(saying, { origin: emulator.url });
    should([status, headers.get("access-control-allow-origin")]).eql([200, null]);
    const preflight = await ask("/emulator/say", undefined, { method: "OPTIONS", token: null });
    should(preflight.status).equal(404);
  });

  it("is one path and one method, so that no app is in its way", async () => {
    should((await ask("/emulator/say", undefined, { method: "GET" })).status).equal(404);
    should((await ask("/emulator/say/token", "{}")).status).equal(404);
  });

  it("ends without an answer where a reset finds it waiting", async () => {
    emulator.setCallbacks([{ when: "pre-send", url: receiver.url(), secret: "s", timeoutMs: 5000 }]);
    receiver.answer = () => undefined;
    const asked = say(saying);
    await receiver.untilReceived(1);
    emulator.reset();
    await should(asked).be.rejected();
    should(emulator.messages()).be.empty();
  });

  it("holds up no stop", async () => {
    receiver.answer = () => undefined;
    const other = createEmulator({
      callbacks: [{ when: "pre-send", url: receiver.url(), secret: "s", timeoutMs: 60_000 }],
    });
    await other.start();
    const asked = fetch(`${other.url}/emulator/say`, { method: "POST", body: JSON.stringify(saying) });
    await receiver.untilReceived(1);
    await Promise.all([other.stop(), should(asked).be.rejected()]);
  });
});
