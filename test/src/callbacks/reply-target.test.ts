import should from "should";
import { replyTarget } from "../../../src/callbacks/reply-target";

describe("where an answer to a callback goes", () => {
  it("is the group or the room in which it happened", () => {
    should(replyTarget("chat", { chatType: "groupchat", to: "g1" }, "ann")).eql({
      chatType: "chatgroups",
      to: ["g1"],
    });
    should(replyTarget("chat", { chatType: "chatroom", to: "r1" }, "ann")).eql({
      chatType: "chatrooms",
      to: ["r1"],
    });
  });

  it("is otherwise who did it", () => {
    should(replyTarget("chat", { chatType: "chat", to: "bot" }, "ann")).eql({ chatType: "users", to: ["ann"] });
    should(replyTarget("chat", { chatType: undefined, to: undefined }, "ann")).eql({
      chatType: "users",
      to: ["ann"],
    });
  });

  it("is nowhere where nobody is named, or nobody knows what happened", () => {
    for (const chatType of ["groupchat", "chatroom"] as const) {
      should(replyTarget("chat", { chatType, to: undefined }, "ann")).be.undefined();
    }
    should(replyTarget("chat", { chatType: "chat", to: "bot" }, undefined)).be.undefined();
    should(replyTarget("other", { chatType: "chat", to: "bot" }, "ann")).be.undefined();
  });
});
