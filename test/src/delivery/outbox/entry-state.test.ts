import should from "should";
import type { Receipt } from "../../../../src/client/sending/receipt";
import {
  afterRestart,
  readState,
  recipientsLeft,
  sentAgain,
  stateText,
  untouched,
} from "../../../../src/delivery/outbox/entry-state";
import type { EntryState } from "../../../../src/delivery/outbox/entry-state";

const receipt = (to: string): Receipt => ({ to, chatType: "users", messageId: `id-${to}`, timestamp: 1 });
const aside = { state: "uncertain", code: "CHAT_NO_ANSWER", uncertain: ["c"], unsent: ["d"] } as const;
const full: EntryState = {
  to: ["a", "b"],
  acceptedAt: 5,
  done: [receipt("a"), { ...receipt("b"), messageId: null, timestamp: null }],
  flying: ["b"],
  uncertain: ["c"],
  doubled: ["d"],
  aside,
};

describe("how far a message has come", () => {
  it("leaves those who have not got it, of whom it is known", () => {
    should(recipientsLeft(untouched, ["a", "b"])).eql(["a", "b"]);
    should(recipientsLeft({ ...untouched, done: [receipt("a")], uncertain: ["c"] }, ["a", "b", "c"])).eql(["b"]);
    should(recipientsLeft({ ...untouched, flying: ["a"], doubled: ["b"] }, ["a", "b"])).eql(["a", "b"]);
    should(recipientsLeft({ ...untouched, to: ["b", "c"], done: [receipt("c")] }, ["a", "b", "c"])).eql(["b"]);
  });

  it("is, of what was on the wire when its process ended, what the app's setting says", () => {
    const flying = { ...untouched, flying: ["a", "b"], uncertain: ["b"], doubled: ["a"] };
    should(afterRestart(flying, false)).eql({ ...flying, flying: [], uncertain: ["b", "a"] });
    should(afterRestart(flying, true)).eql({ ...flying, flying: [], doubled: ["a", "b"] });
    should(afterRestart(untouched, true)).equal(untouched);
  });

  it("begins anew with those whom a decision is about, and remembers who may get it twice", () => {
    should(sentAgain(aside, 9)).eql({ ...untouched, to: ["c", "d"], acceptedAt: 9, doubled: ["c"] });
  });

  it("comes back from text as it was", () => {
    for (const state of [untouched, full, { ...untouched, aside: { ...aside, state: "failed" } } as const]) {
      should(readState(stateText(state))).eql(state);
    }
  });

  it("is damaged wherever its text is cut", () => {
    const text = stateText(full);
    for (let length = 0; length < text.length; length += 1) should(readState(text.slice(0, length))).be.undefined();
  });

  for (const text of ["null", "[]", "5", '"text"', "{}"]) {
    it(`is not ${text}`, () => should(readState(text)).be.undefined());
  }

  for (const [name, wrong] of [
    ["to", "a"],
    ["to", [1]],
    ["acceptedAt", "5"],
    ["done", {}],
    ["done", [receipt("a"), "b"]],
    ["done", [receipt("a"), null]],
    ["done", [{ ...receipt("a"), to: 1 }]],
    ["done", [{ ...receipt("a"), chatType: "friends" }]],
    ["done", [{ ...receipt("a"), messageId: 1 }]],
    ["done", [{ ...receipt("a"), timestamp: "1" }]],
    ["flying", null],
    ["flying", ["a", 1]],
    ["uncertain", "c"],
    ["doubled", [{}]],
    ["aside", "uncertain"],
    ["aside", null],
    ["aside", { ...aside, state: "lost" }],
    ["aside", { ...aside, code: 5 }],
    ["aside", { ...aside, uncertain: "c" }],
    ["aside", { ...aside, unsent: undefined }],
  ] as const) {
    it(`has no ${name} like ${JSON.stringify(wrong)}`, () => {
      should(readState(JSON.stringify({ ...full, [name]: wrong }))).be.undefined();
    });
  }
});
