import type { Node, NodeAPI } from "node-red";
import should from "should";
import type { Returned } from "../../../src/delivery/outbox/outbox";
import { outboxTrouble } from "../../../src/delivery/outbox/outbox-trouble";
import type { AppOutbox } from "../../../nodes/node-kit/chat-app";
import { followOutbox } from "../../../nodes/node-kit/follow-outbox";
import type { StatusBoard } from "../../../nodes/node-kit/node-status";
import { failure } from "../../support/fake-send";

describe("a node that follows its app's outbox", () => {
  let heard: unknown[][];
  let give: (returned: Returned) => void;
  let change: () => void;
  let trouble: ReturnType<typeof outboxTrouble> | undefined;
  let attached: number;
  let unfollow: () => void;
  let sendThrows: boolean;

  const flowMessage = { _msgid: "1", to: "ann", chatError: { status: 503 }, statusCode: 503 };
  const receipts = [{ to: "ann", chatType: "users", messageId: "7", timestamp: 1 }] as const;

  beforeEach(() => {
    heard = [];
    attached = 0;
    trouble = undefined;
    sendThrows = false;
    const outbox = {
      attach(nodeId, onReturned) {
        heard.push(["attach", nodeId]);
        give = onReturned;
        attached += 1;
        return () => void (attached -= 1);
      },
      watch(onChanged) {
        change = onChanged;
        attached += 1;
        return () => void (attached -= 1);
      },
      trouble: () => trouble,
    } as Partial<AppOutbox> as AppOutbox;
    const node = {
      id: "send",
      send(msg: unknown) {
        if (sendThrows) throw new RangeError("cannot be copied");
        heard.push(["send", msg]);
      },
      error: (...args: unknown[]) => heard.push(["error", ...args]),
      warn: (text: string) => heard.push(["warn", text]),
    } as unknown as Node;
    const status = {
      ended: (how) => heard.push(["status", how]),
      outboxTrouble: (isThere) => heard.push(["trouble", isThere]),
    } as Partial<StatusBoard> as StatusBoard;
    unfollow = followOutbox(outbox, {
      ...{ node, status, operation: "send-message", words: (key) => key, labelOf: () => undefined },
      RED: { util: { cloneMessage: structuredClone } } as unknown as NodeAPI,
      recovers: (payload) => ({ payload }),
    });
    heard.splice(0, heard.length, ...heard.filter(([what]) => what === "trouble"));
  });

  it("emits what was delivered, as it was, and marks it", () => {
    give({ nodeId: "send", flowMessage, ending: { receipts }, mayBeDouble: false });
    should(heard.slice(1)).eql([
      ["status", { done: "sent" }],
      ["send", { _msgid: "1", to: "ann", payload: receipts, recovered: true }],
    ]);
    should(flowMessage).have.property("chatError");
  });

  it("warns where it may have arrived twice", () => {
    give({ nodeId: "send", flowMessage, ending: { receipts }, mayBeDouble: true });
    should(heard[1]).eql(["warn", "warning.maybe-double"]);
  });

  it("gives what failed to the Catch nodes", () => {
    const error = failure("CHAT_UNAVAILABLE", "not-sent", { status: 500, unsent: ["ann"] }, "send");
    give({ nodeId: "send", flowMessage, ending: { error }, mayBeDouble: false });
    const [, status, [, nodeError, msg] = []] = heard;
    should(status).eql(["status", { failed: "CHAT_UNAVAILABLE" }]);
    should(nodeError).have.properties({ code: "CHAT_UNAVAILABLE" });
    should(msg).containEql({ _msgid: "1", recovered: true, statusCode: 500 });
    should(msg).have.propertyByPath("chatError", "operation").eql("send-message");
  });

  it("never throws", () => {
    sendThrows = true;
    give({ nodeId: "send", flowMessage, ending: { receipts }, mayBeDouble: false });
    should(heard.at(-1)?.[0]).equal("error");
    should(heard.at(-1)?.[1]).be.an.Error();
  });

  it("shows trouble as soon as it is known, and when it is over", () => {
    trouble = outboxTrouble("outbox", "outbox-in-use", { found: "/x" });
    change();
    trouble = undefined;
    change();
    should(heard).eql([
      ["trouble", false],
      ["trouble", true],
      ["trouble", false],
    ]);
  });

  it("takes everything back", () => {
    should(attached).equal(2);
    unfollow();
    should(attached).equal(0);
  });
});
