import should from "should";
import { chatTypeOf, recordChatTypes } from "../../../src/client/chat-type-words";
import { chatTypes } from "../../../src/client/message";

describe("the words for chat types", () => {
  it("mean the same in sending and in records", () => {
    for (const type of chatTypes) {
      should(chatTypeOf(type)).equal(type);
      should(chatTypeOf(recordChatTypes[type])).equal(type);
    }
  });

  it("are these six and no others", () => {
    for (const word of ["user", "group_chat", "toString", "__proto__", "", 1, {}, null, undefined]) {
      should(chatTypeOf(word)).be.undefined();
    }
  });
});
