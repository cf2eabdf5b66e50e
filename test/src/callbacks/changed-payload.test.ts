import should from "should";
import { changedPayload } from "../../../src/callbacks/changed-payload";
import { wholeLists } from "../../support/whole-lists";

describe("a message as it should read", () => {
  const listed = { bodies: [{ type: "txt", msg: "weed" }], ext: { bed: 3 } };
  const lone = { type: "txt", msg: "weed" };

  for (const given of ["tea", { type: "txt", msg: "tea" }, { payload: { bodies: [{ type: "txt", msg: "tea" }] } }]) {
    it(`has the shape in which the service showed it: ${JSON.stringify(given)}`, () => {
      const body = { type: "txt", msg: "tea" };
      should(changedPayload(given, lone)).eql({ ok: true, value: body });
      should(changedPayload(given, listed)).match(wholeLists({ ok: true, value: { bodies: [body] } }));
    });
  }

  it("keeps what a text says nothing of", () => {
    should(changedPayload("tea", listed)).match({ ok: true, value: { ext: { bed: 3 } } });
  });

  it("is nothing that is no message", () => {
    should(changedPayload({ words: "tea" }, listed).ok).be.false();
  });
});
