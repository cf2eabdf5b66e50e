import should from "should";
import { asChatError, kindOfThrown } from "../../../nodes/node-kit/as-chat-error";
import { ChatError } from "../../../src/client/chat-error";

const explode = (): never => {
  throw new RangeError("a private word");
};

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** What a flow's own getters may throw, and what may be told of it. */
const thrown: readonly (readonly [name: string, make: () => unknown, kind: string])[] = [
  ["an error", () => new TypeError("a private word"), "TypeError"],
  ["a text", () => "a private word", "string"],
  ["nothing", () => undefined, "undefined"],
  ["what is gone", revoked, "object"],
  ["a proxy that throws at everything", () => new Proxy({}, { has: explode, getPrototypeOf: explode }), "object"],
  ["an error whose name throws", () => Object.defineProperty(new Error("x"), "name", { get: explode }), "object"],
  ["an error whose name is no text", () => Object.assign(new Error("x"), { name: { toString: explode } }), "Error"],
  ["an error whose name says anything", () => Object.assign(new Error("x"), { name: "a private word" }), "Error"],
  ["what only looks like ours", () => ({ [Symbol.for("@chat-flows/chat-error")]: true }), "object"],
];

describe("an error of a node, made of whatever was thrown", () => {
  for (const [name, make, kind] of thrown) {
    it(`tells no more than the kind of ${name}`, () => {
      should(kindOfThrown(make())).equal(kind);
      const before = asChatError(make(), "recall", false);
      should(before).match({ code: "CHAT_INVALID_INPUT", details: { operation: "recall", outcome: "not-sent" } });
      should(before.details.issues).eql([{ path: "msg", problem: "expression-failed", params: { reason: kind } }]);
      const after = asChatError(make(), "recall", true);
      should(after).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown", error: kind } });
      should(JSON.stringify([before, after])).not.match(/private/);
    });
  }

  it("is the same where it was ours, with the node's own operation", () => {
    const own = new ChatError("CHAT_REJECTED", { operation: "token", outcome: "not-sent", status: 400 });
    const { code, details } = asChatError(own, "recall", true);
    should({ code, ...details }).eql({ code: "CHAT_REJECTED", operation: "recall", outcome: "not-sent", status: 400 });
  });
});
