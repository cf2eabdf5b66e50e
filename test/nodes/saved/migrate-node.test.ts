import should from "should";
import { currentVersion, migrateNode, versionOf } from "../../../nodes/saved/migrate-node";
import type { Migration } from "../../../nodes/saved/migrate-node";
import { migrations } from "../../../nodes/saved/migrations";
import { dialogDefaults } from "../../examples/dialog-defaults";

/** `to` was called `user`, then became a list. */
const steps: readonly Migration[] = [
  ({ user, ...rest }) => ({ ...rest, to: user }),
  ({ to, ...rest }) => ({ ...rest, to: [to] }),
];

describe("a saved node that is brought up to date", () => {
  it("goes through everything that has changed since, in order", () => {
    should(migrateNode({ user: "ann", version: 1 }, steps)).eql({ to: ["ann"], version: 3 });
  });

  it("goes only through what it has not been through", () => {
    should(migrateNode({ to: "ann", version: 2 }, steps)).eql({ to: ["ann"], version: 3 });
  });

  for (const version of [undefined, null, "2", 0, -1, 1.5, NaN]) {
    it(`counts as one of version 1 where it was saved with ${version === undefined ? "none" : String(version)}`, () => {
      should(versionOf({ version })).equal(1);
      should(migrateNode({ user: "ann", version }, steps)).eql({ to: ["ann"], version: 3 });
    });
  }

  it("keeps what nobody knows", () => {
    should(migrateNode({ user: "ann", colour: { of: "leaf" } }, steps)).containEql({ colour: { of: "leaf" } });
  });

  it("is itself, untouched, where it is as new as can be or newer", () => {
    for (const version of [3, 4, 70]) {
      const saved = { user: "ann", version };
      should(migrateNode(saved, steps)).equal(saved);
    }
  });

  it("is changed as a whole or not at all", () => {
    const saved = Object.freeze({ user: "ann", version: 1 });
    const broken: Migration = () => {
      throw new TypeError("not yet");
    };
    should(() => migrateNode(saved, [...steps, broken])).throw("not yet");
    should(saved).eql({ user: "ann", version: 1 });
  });
});

describe("the migrations of the palette", () => {
  const all = dialogDefaults();
  for (const [type, defaults] of all) {
    it(`end at the version that the dialog of ${type} saves`, () => {
      should(defaults["version"]).equal(currentVersion(migrations[type] ?? []));
    });
  }

  it("are of types that there are", () => {
    should(Object.keys(migrations).filter((type) => !all.has(type))).be.empty();
  });
});
