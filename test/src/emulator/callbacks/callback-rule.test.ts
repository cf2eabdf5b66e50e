import should from "should";
import { checkCallbackRules, type EmulatorCallbackRule } from "../../../../src/emulator/callbacks/callback-rule";
import { createEmulator } from "../../../../src/emulator/emulator";

const rule: EmulatorCallbackRule = { when: "post-send", url: "https://example.com/chat", secret: "s" };

describe("the rules of callbacks", () => {
  it("are at most four after sending, besides those before", () => {
    const four: EmulatorCallbackRule[] = [rule, rule, rule, rule];
    should(() => checkCallbackRules([...four, { ...rule, when: "pre-send" }])).not.throw();
    should(() => checkCallbackRules([...four, rule])).throw(/at most 4/);
    should(() => createEmulator({ callbacks: [...four, rule] })).throw(/at most 4/);
  });

  it("go to addresses of servers", () => {
    for (const url of ["", "example.com/chat", "ftp://example.com/", "/chat"]) {
      should(() => checkCallbackRules([{ ...rule, url }])).throw(/http:\/\//, url);
    }
  });

  it("stay as they are when they are changed to some that do not hold", () => {
    const emulator = createEmulator({ callbacks: [rule] });
    should(() => emulator.setCallbacks([{ ...rule, url: "nowhere" }])).throw();
    should(emulator.callbacks()).be.empty();
  });
});
