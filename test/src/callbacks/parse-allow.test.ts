import should from "should";
import { parseAllow } from "../../../src/callbacks/parse-allow";

describe("yes or no about a message", () => {
  for (const [value, allow] of [
    [true, true],
    [false, false],
    ["true", true],
    [" False ", false],
  ] as const) {
    it(`is read from ${JSON.stringify(value)}`, () => {
      should(parseAllow(value)).eql({ ok: true, value: allow });
    });
  }

  for (const value of ["maybe", 0, 1, {}, [], "no"]) {
    it(`is not guessed from ${JSON.stringify(value)}`, () => {
      should(parseAllow(value)).eql({
        ok: false,
        problem: { problem: "not-a-choice", params: { allowed: "true, false" } },
      });
    });
  }

  for (const value of [undefined, null, ""]) {
    it(`is missing where there is ${JSON.stringify(value)}`, () => {
      should(parseAllow(value)).eql({ ok: false, problem: { problem: "required" } });
    });
  }
});
