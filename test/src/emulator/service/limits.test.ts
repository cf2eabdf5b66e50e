import should from "should";
import { createLimits, strictLimits } from "../../../../src/emulator/service/limits";
import type { ChatType } from "../../../../src/emulator/service/messages";
import { useEmulator, type Reply } from "../use-emulator";

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `n${index}`);

describe("the service's limits", () => {
  let now = 0;
  const limits = createLimits(strictLimits, () => now);

  beforeEach(() => {
    now = 0;
    limits.clear();
  });

  it("allow 100 calls in any second", () => {
    for (let call = 0; call < 100; call += 1) {
      now = call * 5;
      should(limits.takeCall()).be.Function();
    }
    now = 999;
    should(limits.takeCall()).be.undefined();
    now = 1000; // the call made at 0 is a second old
    should(limits.takeCall()).be.Function();
    should(limits.takeCall()).be.undefined();
  });

  it("tell what they have let through and turned away", () => {
    for (let call = 0; call < 101; call += 1) limits.takeCall();
    should(limits.counts()).eql({
      acceptedInLastSecond: 100,
      acceptedInLastMinute: 100,
      accepted: 100,
      refused: 1,
    });
    now = 1000;
    limits.takeCall()?.();
    limits.takeHistoryCall();
    limits.takeRecipients("users", names(6000));
    limits.takeRecipients("users", names(1));
    should(limits.counts()).eql({
      acceptedInLastSecond: 1,
      acceptedInLastMinute: 101,
      accepted: 101,
      refused: 2,
    });
    limits.clear();
    should(limits.counts()).containEql({ acceptedInLastMinute: 0, accepted: 0, refused: 0 });
  });

  it("count a call no more once it is taken back", () => {
    for (let call = 0; call < 99; call += 1) limits.takeCall();
    const takeBack = limits.takeCall();
    should(limits.takeCall()).be.undefined();
    takeBack?.();
    takeBack?.();
    should(limits.takeCall()).be.Function();
    should(limits.takeCall()).be.undefined();
  });

  it("allow 10 hours of history in any minute, each of them a call too", () => {
    for (let call = 0; call < 10; call += 1) should(limits.takeHistoryCall()).be.Function();
    should(limits.takeHistoryCall()).be.undefined();
    for (let call = 0; call < 90; call += 1) should(limits.takeCall()).be.Function();
    should(limits.takeCall()).be.undefined();
    now = 59_999;
    should(limits.takeHistoryCall()).be.undefined();
    now = 60_000;
    const takeBack = limits.takeHistoryCall();
    for (let call = 0; call < 9; call += 1) limits.takeHistoryCall();
    should(limits.takeHistoryCall()).be.undefined();
    takeBack?.();
    should(limits.takeHistoryCall()).be.Function();
  });

  it("refuse history too when there is no room for a call", () => {
    for (let call = 0; call < 100; call += 1) limits.takeCall();
    should(limits.takeHistoryCall()).be.undefined();
  });

  it("allow 6,000 users in any minute, all of a request or none", () => {
    for (let call = 0; call < 9; call += 1) should(limits.takeRecipients("users", names(600))).be.true();
    now = 30_000;
    should(limits.takeRecipients("users", names(599))).be.true();
    should(limits.takeRecipients("users", names(2))).be.false();
    should(limits.takeRecipients("users", names(1))).be.true();
    now = 59_999;
    should(limits.takeRecipients("users", names(1))).be.false();
    now = 60_000;
    should(limits.takeRecipients("users", names(5400 - 4800))).be.true();
  });

  it("allow 20 messages a second to each group, and refuse a request for one group that is full", () => {
    for (let call = 0; call < 20; call += 1) should(limits.takeRecipients("chatgroups", ["a"])).be.true();
    should(limits.takeRecipients("chatgroups", ["b", "a"])).be.false();
    for (let call = 0; call < 20; call += 1) should(limits.takeRecipients("chatgroups", ["b"])).be.true();
    should(limits.takeRecipients("chatgroups", ["b"])).be.false();
    now = 1000;
    should(limits.takeRecipients("chatgroups", ["a", "b"])).be.true();
  });

  it("keep counting however many groups there are", () => {
    for (let group = 0; group < 3000; group += 1) limits.takeRecipients("chatgroups", [`g${group}`]);
    for (let call = 0; call < 19; call += 1) should(limits.takeRecipients("chatgroups", ["g0"])).be.true();
    should(limits.takeRecipients("chatgroups", ["g0"])).be.false();
    now = 1000;
    for (let call = 0; call < 20; call += 1) should(limits.takeRecipients("chatgroups", ["x", "g0"])).be.true();
    should(limits.takeRecipients("chatgroups", ["x"])).be.false();
  });

  it("allow 100 rooms in any second", () => {
    for (let call = 0; call < 10; call += 1) should(limits.takeRecipients("chatrooms", names(10))).be.true();
    should(limits.takeRecipients("chatrooms", ["a"])).be.false();
    now = 1000;
    should(limits.takeRecipients("chatrooms", ["a"])).be.true();
  });

  it("are not enforced where no number is given", () => {
    const none = createLimits({}, () => now);
    for (let call = 0; call < 1000; call += 1) {
      should(none.takeCall()).be.Function();
      for (const chatType of ["users", "chatgroups", "chatrooms"] as const satisfies readonly ChatType[]) {
        should(none.takeRecipients(chatType, ["a"])).be.true();
      }
    }
  });
});

describe("an emulator with limits", () => {
  const limits = { callsPerSecond: 3, recipientsPerMinute: 3, groupMessagesPerSecond: 1, roomsPerSecond: 2 };
  const { emulator, post } = useEmulator({ limits });
  const text = { type: "txt", body: { msg: "hello" } };
  const send = (chatType: ChatType, ...to: readonly string[]): Promise<Reply> =>
    post(`messages/${chatType}`, { ...text, to });

  it("answers 429 to too many calls, in both dialects", async () => {
    for (const to of ["a", "b", "c"]) should((await send("users", to)).status).equal(200);
    for (const resource of ["messages/users", "messages"]) {
      const { status, json } = await post(resource, {});
      should(status).equal(429);
      should(json).containEql({ error: "reach_limit", error_description: "This request has reached api limit" });
    }
    emulator.clock.advance(1000);
    should((await send("chatgroups", "g")).status).equal(200);
  });

  it("answers 403 to too many messages, and such a request uses up nothing", async () => {
    should((await send("users", "a", "b")).status).equal(200);
    for (let call = 0; call < 5; call += 1) {
      const { status, json } = await send("users", "c", "d");
      should(status).equal(403);
      should(json).containEql({
        error: "message_send_error",
        exception: "MessageSendException",
        error_description: "message send reach limit",
      });
    }
    should((await send("users", "c")).status).equal(200);
    should((await send("chatgroups", "g")).status).equal(200);
    should(emulator.messages()).have.length(4);
  });

  it("counts a recipient named twice once", async () => {
    should((await send("users", "a", "a", "a", "a")).status).equal(200);
    should((await send("chatgroups", "g", "g")).status).equal(200);
    should((await send("chatgroups", "g")).status).equal(403);
  });

  it("counts groups, rooms and both dialects together", async () => {
    const legacy = (targetType: ChatType, ...target: readonly string[]): Promise<Reply> =>
      post("messages", { target_type: targetType, target, msg: { type: "txt", msg: "hello" } });
    should((await legacy("chatgroups", "g")).status).equal(200);
    should((await send("chatgroups", "g")).status).equal(403);
    should((await legacy("chatrooms", "r", "s")).status).equal(200);
    should((await send("chatrooms", "r")).status).equal(403);
  });

  it("starts afresh after a reset", async () => {
    should((await send("users", "a", "b", "c")).status).equal(200);
    should((await send("users", "a")).status).equal(403);
    emulator.reset();
    should((await send("users", "a", "b", "c")).status).equal(200);
  });
});

describe("an emulator with strict limits", () => {
  const { post } = useEmulator({ limits: "strict" });

  it("takes 100 calls a second", async () => {
    const calls = Array.from({ length: 110 }, () =>
      post("messages/users", { to: ["a"], type: "txt", body: { msg: "hello" } }),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    should(statuses.filter((status) => status === 200)).have.length(100);
    should(statuses.filter((status) => status === 429)).have.length(10);
  });
});
