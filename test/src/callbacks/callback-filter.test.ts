import should from "should";
import type { Callback } from "../../../src/callbacks/callback";
import { createCallbackFilter } from "../../../src/callbacks/callback-filter";
import type { CallbackFilter } from "../../../src/callbacks/callback-filter";

const all: CallbackFilter = { events: [], chatTypes: [], senders: [], ignoreSenders: [] };

function callback(changes: Partial<Callback> = {}): Callback {
  return {
    event: "chat",
    repeatKey: "1",
    callId: "1",
    timestamp: 1,
    record: {},
    fields: {},
    from: "ann",
    chatType: "chat",
    ...changes,
  };
}

/** One who did it without a name. */
function nameless(): Callback {
  const { from: _from, ...rest } = callback();
  return rest;
}

describe("the filter of callbacks", () => {
  it("lets all through where nothing is chosen", () => {
    should(createCallbackFilter(all)(callback())).be.true();
    should(createCallbackFilter(all)(nameless())).be.true();
  });

  it("keeps to the events chosen", () => {
    const wants = createCallbackFilter({ ...all, events: ["chat", "recall"] });
    should(wants(callback({ event: "recall" }))).be.true();
    should(wants(callback({ event: "chat_offline" }))).be.false();
  });

  it("keeps to the chats chosen, and says nothing of what happens in none", () => {
    const wants = createCallbackFilter({ ...all, chatTypes: ["groupchat"] });
    should(wants(callback({ chatType: "groupchat" }))).be.true();
    should(wants(callback())).be.false();
    const { chatType: _chatType, ...elsewhere } = callback({ event: "status" });
    should(wants(elsewhere)).be.true();
  });

  it("keeps to the senders chosen, in capital letters or small", () => {
    const wants = createCallbackFilter({ ...all, senders: ["Ann"] });
    should(wants(callback({ from: "aNN" }))).be.true();
    should(wants(callback({ from: "anna" }))).be.false();
    should(wants(nameless())).be.false();
  });

  it("leaves out the senders that are not to be heard, even if they are chosen", () => {
    const wants = createCallbackFilter({ ...all, senders: ["bot"], ignoreSenders: ["BOT"] });
    should(wants(callback({ from: "Bot" }))).be.false();
    should(createCallbackFilter({ ...all, ignoreSenders: ["bot"] })(nameless())).be.true();
  });
});
