import should from "should";
import { migrateNodes } from "../../../nodes/editor-kit/migrate-nodes";
import { useMigrations } from "../../support/made-up-migrations";

type Added = Record<string, unknown>;

describe("the editor, where a node comes into it", () => {
  useMigrations("made-up", [
    ({ user, ...rest }) => {
      if (user === "nobody") throw new TypeError("not this one");
      return { ...rest, user: "", to: user };
    },
  ]);
  let added: (node: Added) => void;

  beforeEach(() => {
    const listeners: ((node: Added) => void)[] = [];
    const RED = {
      events: { on: (event: string, listener: (node: Added) => void) => listeners.push(listener) && event },
    };
    Object.assign(globalThis, { RED });
    added = (node) => listeners.forEach((run) => run(node));
    migrateNodes("made-up");
  });
  afterEach(() => Reflect.deleteProperty(globalThis, "RED"));

  const nodeThat = (saved: Added, type = "made-up"): Added => ({
    id: "1",
    type,
    _def: { defaults: { user: {}, to: {}, version: {} } },
    ...saved,
  });

  it("brings what is saved of it up to date and leaves the editor's own alone", () => {
    const node = nodeThat({ user: "ann", dirty: true });
    added(node);
    should(node).containEql({ id: "1", user: "", to: "ann", version: 2, dirty: true });
  });

  it("does so in a locked flow, too", () => {
    const node = nodeThat({ user: "ann" });
    const refuse = (): never => {
      throw new Error("locked");
    };
    added(new Proxy(node, { get: (own, name) => (name === "__node__" ? own : Reflect.get(own, name)), set: refuse }));
    should(node).containEql({ to: "ann", version: 2 });
  });

  for (const [what, node] of [
    ["one of today", nodeThat({ user: "ann", version: 2 })],
    ["one that is newer", nodeThat({ user: "ann", version: 7 })],
    ["one of another type", nodeThat({ user: "ann" }, "other")],
    ["one that cannot be brought up to date", nodeThat({ user: "nobody", version: 1 })],
  ] as const) {
    it(`leaves ${what} as it is`, () => {
      const before = { ...node };
      added(node);
      should(node).eql(before);
    });
  }
});
