import should from "should";
import type { EmulatorMessage, Saying } from "../../../../src/emulator/emulator";
import { startMs, useEmulator } from "../use-emulator";

const saying: Saying = { from: "alice", chatType: "users", to: "bob", body: { msg: "hello" } };

describe("what a user's app sends", () => {
  const { emulator } = useEmulator({ limits: { callsPerSecond: 0, recipientsPerMinute: 0 } });

  it("is kept, told to listeners, and counts against no limit of REST", async () => {
    const heard: EmulatorMessage[] = [];
    const stop = emulator.onMessage((message) => heard.push(message));
    const said = await emulator.say({ ...saying, ext: { mood: "good" } });
    stop();
    const [message] = emulator.messages();
    should(said).eql({ accepted: true, message });
    should(heard).eql([message]);
    should(message?.id).match(/^\d{19}$/);
    should(message).containEql({
      timestamp: startMs,
      chatType: "users",
      from: "alice",
      to: "bob",
      type: "txt",
      body: { msg: "hello" },
      ext: { mood: "good" },
      said: true,
    });
    should(emulator.counts()).containEql({ accepted: 0, refused: 0 });
  });

  it("is of any type, to a group or room too", async () => {
    await emulator.say({ ...saying, chatType: "chatgroups", to: "33", type: "cmd", body: { action: "open" } });
    await emulator.say({ ...saying, chatType: "chatrooms", to: "44", type: "custom", body: { customEvent: "wave" } });
    should(emulator.messages().map(({ chatType, type }) => [chatType, type])).eql([
      ["chatgroups", "cmd"],
      ["chatrooms", "custom"],
    ]);
  });

  const wrong: readonly (readonly [string, object, string])[] = [
    ["nobody who says it", { from: "" }, "param from can't be empty"],
    ["nobody to whom", { to: undefined }, "param to can't be empty"],
    ["a list of recipients", { to: ["bob"] }, "param to can't be empty"],
    ["no kind of conversation", { chatType: "chat" }, "chatType is users, chatgroups or chatrooms"],
    ["nothing said", { body: {} }, "param body can't be empty"],
    ["no such type", { type: "smell" }, "Request body is invalid. Please check body is correct."],
    ["fields of another type", { type: "img" }, "Request body is invalid. Please check body is correct."],
    ["an ext that is none", { ext: "mood" }, "param ext must be JSONObject"],
    ["more than 5 KB", { body: { msg: "x".repeat(5100) } }, "message is too large"],
  ];
  for (const [name, changes, words] of wrong) {
    it(`is no message with ${name}`, async () => {
      await should(emulator.say({ ...saying, ...changes })).be.rejectedWith(words);
      should(emulator.messages()).be.empty();
    });
  }
});
