import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";
import should from "should";
import { root } from "../../house/checkout";

type Added = Record<string, unknown>;

/** What a dialog's code does, with a change that is made up: `to` was called `user`. */
const code = `
import { migrateNodes } from "./nodes/editor-kit/migrate-nodes";
import { migrations } from "./nodes/saved/migrations";
migrations["made-up"] = [
  ({ user, ...rest }) => {
    if (user === "nobody") throw new TypeError("not this one");
    return { ...rest, user: "", to: user };
  },
];
migrateNodes("made-up");`;

describe("the editor, where a node comes into it", () => {
  let add: (node: Added) => void = () => undefined;

  before(() => {
    const stdin = { contents: code, resolveDir: root };
    const { outputFiles } = buildSync({ stdin, bundle: true, format: "iife", write: false });
    const on = (event: string, listener: (node: Added) => void): void => {
      if (event === "nodes:add") add = listener;
    };
    runInNewContext(outputFiles[0]?.text ?? "", { RED: { events: { on } } });
  });

  const nodeThat = (saved: Added, type = "made-up"): Added => ({
    id: "1",
    type,
    _def: { defaults: { user: {}, to: {}, version: {} } },
    ...saved,
  });

  it("brings what is saved of it up to date and leaves the editor's own alone", () => {
    const node = nodeThat({ user: "ann", dirty: true });
    add(node);
    should(node).containEql({ id: "1", user: "", to: "ann", version: 2, dirty: true });
  });

  it("does so in a locked flow, too", () => {
    const node = nodeThat({ user: "ann" });
    const refuse = (): never => {
      throw new Error("locked");
    };
    add(new Proxy(node, { get: (own, name): unknown => (name === "__node__" ? own : own[String(name)]), set: refuse }));
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
      add(node);
      should(node).eql(before);
    });
  }
});
