import should from "should";
import type { Call } from "../../../../src/client/call";
import { dialects } from "../../../../src/client/dialects/dialects";
import { gatheringOf } from "../../../../src/delivery/limits/gathering";
import { callTo, textTo } from "./use-limits";

describe("a request that is being filled", () => {
  it("takes as many recipients as the service does", () => {
    const gathering = gatheringOf(textTo(["g1", "g2"], "x", "chatgroups"));
    should(gathering.isFull()).be.false();
    should(gathering.fits({ call: textTo(["g3", "g4"], "x", "chatgroups") })).be.false();
    const one = { call: textTo(["g3"], "x", "chatgroups") };
    should(gathering.fits(one)).be.true();
    gathering.add(one);
    should(gathering.isFull()).be.true();
    should(gathering.fits({ call: textTo(["g4"], "x", "chatgroups") })).be.false();
  });

  for (const dialect of [dialects.current, dialects.legacy]) {
    it(`takes as many bytes as the service does, and says exactly how many: ${dialect.name}`, () => {
      const call = textTo(['a"', "ä"], "x".repeat(4_900), "users", dialect);
      const gathering = gatheringOf(call);
      let to = call.recipients?.to ?? [];
      for (let index = 0; ; index += 1) {
        const one = { call: textTo([`🌵${index}`], "x", "users", dialect) };
        const all = [...to, ...(one.call.recipients?.to ?? [])];
        const bytes = Buffer.byteLength(call.company.callTo(all).json ?? "");
        should(gathering.fits(one)).equal(bytes <= 5_120);
        if (bytes > 5_120) break;
        gathering.add(one);
        to = all;
      }
      should(to.length).be.above(5);
    });
  }

  it("is full where not even one letter more has room", () => {
    const call = textTo(["a"]);
    const withRoom = (spareBytes: number): Call => ({ ...call, company: { ...call.company, spareBytes } });
    should(gatheringOf(withRoom(3)).isFull()).be.true();
    should(gatheringOf(withRoom(4)).isFull()).be.false();
  });

  it("names nobody twice, however they are written", () => {
    const gathering = gatheringOf(textTo(["Ann"]));
    for (const id of ["Ann", "ann", "ANN"]) should(gathering.fits({ call: textTo([id]) })).be.false();
    should(gathering.fits({ call: textTo(["bob", "ann"]) })).be.false();
    gathering.add({ call: textTo(["bob"]) });
    should(gathering.fits({ call: textTo(["Bob"]) })).be.false();
  });

  it("takes nobody where the call allows no company", () => {
    const gathering = gatheringOf(callTo("users", ["a"]));
    should(gathering.isFull()).be.true();
    should(gatheringOf(textTo(["a"])).fits({ call: callTo("users", ["b"]) })).be.false();
  });
});
