import should from "should";
import type { Callback } from "../../../src/callbacks/callback";
import { checkCallback } from "../../../src/callbacks/check-callback";
import { hostileValues } from "../../support/hostile-values";

const nowMs = 1_760_000_000_000;
const appkey = "farmco#greenhouse";

/** A callback as the service sends it, and what is read of it. */
interface Case {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly event: Callback["event"];
  readonly from?: string;
  readonly to?: string;
  readonly chatType?: Callback["chatType"];
  readonly reply?: Callback["reply"];
}

const toAnn = { chatType: "users", to: ["ann"] } as const;
const toGroup = { chatType: "chatgroups", to: ["77"] } as const;
const toRoom = { chatType: "chatrooms", to: ["88"] } as const;
const said = { from: "ann", to: "bob", payload: { bodies: [{ type: "txt", msg: "hello" }] } };

const cases: readonly Case[] = [
  {
    name: "a message to a user",
    fields: { chat_type: "chat", eventType: "chat", ...said },
    event: "chat",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "a message to a user who is away",
    fields: { chat_type: "chat", eventType: "chat_offline", ...said },
    event: "chat_offline",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "somebody who joined a group, in Easemob's newer form",
    fields: {
      ...{ event: "group_op_event", operation: "JOIN", type: "GROUP", id: "77", operator: "ann" },
      payload: { member: ["ann"], type: "APPLY" },
    },
    event: "muc",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "somebody who joined a room, in Easemob's newer form",
    fields: { event: "group_op_event", operation: "JOIN", type: "CHATROOM", id: "88", operator: "ann", payload: {} },
    event: "muc",
    from: "ann",
    to: "88",
    chatType: "chatroom",
    reply: toRoom,
  },
  {
    name: "an edit whose outer names are the service's own",
    fields: {
      chat_type: "edit",
      from: "internal-1",
      to: "internal-2",
      payload: { type: "edit", from: "ann", to: "bob" },
    },
    event: "edit",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "a message before it is sent, which has no event type",
    fields: { chat_type: "chat", ...said },
    event: "chat",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "a message to a group, of which to names one member",
    fields: { chat_type: "groupchat", group_id: "77", ...said },
    event: "chat",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "a message to a group that only to names",
    fields: { chat_type: "group", from: "ann", to: "77" },
    event: "chat",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "a message to a room",
    fields: { chat_type: "chatroom", group_id: "88", ...said },
    event: "chat",
    from: "ann",
    to: "88",
    chatType: "chatroom",
    reply: toRoom,
  },
  {
    name: "a message to a room that is called a group, where a newer field says what it is",
    fields: { chat_type: "groupchat", content_type: "chat:room:text", group_id: "88", ...said },
    event: "chat",
    from: "ann",
    to: "88",
    chatType: "chatroom",
    reply: toRoom,
  },
  {
    name: "a recall",
    fields: {
      chat_type: "recall",
      recall_id: "1",
      from: "ann",
      to: "bob",
      payload: { ack_message_id: "1", bodies: [] },
    },
    event: "recall",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "a recall in a group",
    fields: { chat_type: "recall", group_id: "77", from: "ann", to: "bob" },
    event: "recall",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "an edit in a group",
    fields: {
      chat_type: "edit",
      from: "ann",
      to: "77",
      payload: { edit_message_id: "1", meta: { edit_msg: { chat_type: "chat:group" } }, type: "edit" },
    },
    event: "edit",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "a read receipt",
    fields: { chat_type: "read_ack", from: "ann", to: "bob", payload: { ack_message_id: "1" } },
    event: "read_ack",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "a read receipt in a group",
    fields: {
      chat_type: "read_ack",
      content_type: "chat:ack:read",
      from: "ann",
      to: "77",
      payload: { msg_config: { allow_group_ack: true } },
    },
    event: "read_ack",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "somebody who joins a group, by the service's own addresses",
    fields: {
      chat_type: "muc",
      from: `${appkey}_ann@easemob.com/android_8070d7b2`,
      to: "ann",
      payload: { muc_id: `${appkey}_77@conference.easemob.com`, is_chatroom: false, operation: "presence" },
    },
    event: "muc",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "somebody who joins a room",
    fields: {
      chat_type: "muc",
      from: `${appkey}_ann@easemob.com`,
      payload: { muc_id: `${appkey}_88@conference.easemob.com`, is_chatroom: true, operation: "presence" },
    },
    event: "muc",
    from: "ann",
    to: "88",
    chatType: "chatroom",
    reply: toRoom,
  },
  {
    name: "a contact that is asked for",
    fields: { chat_type: "roster", from: `${appkey}_ann/android_1`, to: "bob", payload: { operation: "add" } },
    event: "roster",
    from: "ann",
    to: "bob",
    reply: toAnn,
  },
  {
    name: "a reaction",
    fields: {
      chat_type: "notify",
      from: "ann",
      to: "bob",
      payload: { type: "reaction", channel_type: "chat", data: [] },
    },
    event: "notify",
    from: "ann",
    to: "bob",
    chatType: "chat",
    reply: toAnn,
  },
  {
    name: "a thread in a group",
    fields: { chat_type: "notify", from: "ann", to: "x", payload: { type: "thread", data: { muc_parent_id: "77" } } },
    event: "notify",
    from: "ann",
    to: "77",
    chatType: "groupchat",
    reply: toGroup,
  },
  {
    name: "a user who has come",
    fields: { status: "online", reason: "login", user: `${appkey}_ann/ios_6d580737` },
    event: "status",
    from: "ann",
    reply: toAnn,
  },
  {
    name: "a user who has gone",
    fields: { status: "offline", reason: "replaced", user: "ann" },
    event: "status",
    from: "ann",
    reply: toAnn,
  },
  { name: "a status without a reason", fields: { status: "online", user: "ann" }, event: "other" },
  {
    name: "something new",
    fields: { chat_type: "delivery_ack", from: "ann", to: "bob" },
    event: "other",
    from: "ann",
    to: "bob",
  },
  { name: "a message that names nobody", fields: { chat_type: "chat" }, event: "chat", chatType: "chat" },
  {
    name: "a group that is not named",
    fields: { chat_type: "groupchat", from: "ann" },
    event: "chat",
    from: "ann",
    chatType: "groupchat",
  },
];

/** Reads what is believed. */
function read(fields: Readonly<Record<string, unknown>>): Callback {
  const body = { callId: "1", timestamp: nowMs, appkey, ...fields };
  const check = checkCallback(body, { windowMs: 0 }, nowMs);
  if ("callback" in check) return check.callback;
  throw new Error(check.fault);
}

/** But for those of which no JSON can be made. */
const hostile = Object.keys(hostileValues).filter((name) => !/throws at everything|is gone/.test(name));

describe("a callback", () => {
  for (const { name, fields, event, ...place } of cases) {
    it(`is read where it tells of ${name}`, () => {
      const callback = read(fields);
      should(callback.event).equal(event);
      const { from, chatType, reply, record } = callback;
      should({ from, to: record["to"], chatType, reply }).eql({
        from: place.from,
        to: place.to,
        chatType: place.chatType,
        reply: place.reply,
      });
      should(record["from"]).equal(place.from);
      should(record["chat_type"]).equal(place.chatType);
    });
  }

  it("becomes a record of history", () => {
    const payload = { bodies: [{ type: "txt", msg: "hello" }], ext: {} };
    should(read({ chat_type: "chat", msg_id: "1402233445566778899", from: "ann", to: "bob", payload }).record).eql({
      msg_id: "1402233445566778899",
      timestamp: nowMs,
      direction: "outgoing",
      from: "ann",
      to: "bob",
      chat_type: "chat",
      payload,
    });
  });

  it("has a payload in its record, said or not, and ids that are text", () => {
    should(read({ msg_id: 7, payload: "none" }).record).eql({
      msg_id: "7",
      timestamp: nowMs,
      direction: "outgoing",
      payload: {},
    });
  });

  it("shows a lone body as the one of a list, and keeps it as it came beside that", () => {
    const { record, fields } = read({
      chat_type: "chat",
      from: "ann",
      to: "bob",
      payload: { type: "txt", msg: "hello" },
    });
    should(record["payload"]).eql({ bodies: [{ type: "txt", msg: "hello" }] });
    should(fields["payload"]).eql({ type: "txt", msg: "hello" });
  });

  it("is a repeat where the call is the same; of those who were away, each is told of under one", () => {
    const key = (fields: Case["fields"]): string => read({ chat_type: "chat", from: "ann", ...fields }).repeatKey;
    should(key({ eventType: "chat", to: "bob" })).equal(key({ eventType: "chat", to: "cid" }));
    const away = ["bob", "cid"].map((to) => key({ eventType: "chat_offline", to }));
    should(new Set([...away, key({ eventType: "chat", to: "bob" })]).size).equal(3);
  });

  it("keeps its own fields but for the signature", () => {
    const fields = { callId: "1", timestamp: nowMs, appkey, host: "here", made: ["up"] };
    should(read({ ...fields, security: "secret" }).fields).eql(fields);
  });

  it("takes a timestamp that is text, signed as it stands", () => {
    should(read({ timestamp: String(nowMs) }).timestamp).equal(nowMs);
    const check = checkCallback({ callId: "1", timestamp: "01", security: "x" }, { secret: "s", windowMs: 0 }, nowMs);
    should(check).eql({ fault: "signature" });
  });

  describe("is refused", () => {
    for (const name of hostile) {
      it(`where it is ${name}`, () => {
        should(checkCallback(hostileValues[name]?.(), { windowMs: 0 }, nowMs)).eql({ fault: "not-a-callback" });
      });
    }

    for (const [name, at] of Object.entries({ before: nowMs - 300_001, after: nowMs + 300_001 })) {
      it(`where its time is more than the window ${name} now`, () => {
        const body = { callId: "1", timestamp: at };
        should(checkCallback(body, { windowMs: 300_000 }, nowMs)).eql({ fault: "clock" });
        should(checkCallback(body, { windowMs: 300_001 }, nowMs)).have.property("callback");
        should(checkCallback(body, { windowMs: 0 }, nowMs)).have.property("callback");
      });
    }
  });

  for (const name of hostile) {
    it(`throws nothing where every field is ${name}`, () => {
      const value = (): unknown => hostileValues[name]?.();
      for (const kind of ["chat", "muc", "notify", "edit", undefined]) {
        const payload = { data: value(), meta: value(), muc_id: value(), msg_config: value() };
        const fields = {
          chat_type: kind,
          from: value(),
          to: value(),
          group_id: value(),
          user: value(),
          appkey: value(),
        };
        should(read({ ...fields, payload, content_type: value(), msg_id: value(), status: value() })).be.ok();
      }
    });
  }
});
