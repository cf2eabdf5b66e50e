import should from "should";
import { createImportTimes } from "../../../../src/emulator/service/import-times";

const between = (from: string, target: string) => ({ chatType: "users", from, target }) as const;

describe("how far conversations have been imported", () => {
  it("is one time for two users, whoever writes, and one for a group", () => {
    const times = createImportTimes();
    times.note(between("ann", "ben"), 5);
    should(times.latest(between("ben", "ann"))).equal(5);
    times.note({ chatType: "chatgroups", from: "ann", target: "g" }, 7);
    should(times.latest({ chatType: "chatgroups", from: "ben", target: "g" })).equal(7);
    should(times.latest(between("ann", "g"))).be.undefined();
  });

  it("is forgotten for the conversation that was not imported into for longest", () => {
    const times = createImportTimes(2);
    times.note(between("a", "b"), 1);
    times.note(between("a", "c"), 2);
    times.note(between("a", "b"), 3);
    times.note(between("a", "d"), 4);
    should([between("a", "b"), between("a", "c"), between("a", "d")].map(times.latest)).eql([3, undefined, 4]);
    times.clear();
    should(times.latest(between("a", "b"))).be.undefined();
  });
});
