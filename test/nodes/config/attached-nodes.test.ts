import should from "should";
import type { Returned } from "../../../src/delivery/outbox/outbox";
import { createAttachedNodes } from "../../../nodes/config/attached-nodes";
import type { AttachedNodes, LeftBehind } from "../../../nodes/config/attached-nodes";

describe("the nodes that are attached to an outbox", () => {
  let nodes: AttachedNodes;
  let leftBehind: LeftBehind;
  let heard: string[];

  const returned = (nodeId: string): Returned => ({
    nodeId,
    flowMessage: {},
    ending: { receipts: [] },
    mayBeDouble: false,
  });
  const hearAs =
    (name: string) =>
    ({ nodeId }: Returned): void =>
      void heard.push(`${name}: ${nodeId}`);

  beforeEach(() => {
    heard = [];
    leftBehind = new Map();
    nodes = createAttachedNodes("app", leftBehind, hearAs("stray"));
  });

  it("hear of their own messages", () => {
    nodes.attach("a", hearAs("first"));
    nodes.attach("b", hearAs("second"));
    nodes.settle();
    nodes.give(returned("b"));
    should(heard).eql(["second: b"]);
  });

  it("get what came too early when all nodes behind them are there, in its order", () => {
    nodes.attach("a", ({ nodeId, mayBeDouble }) => void heard.push(`${nodeId} ${mayBeDouble}`));
    nodes.give(returned("a"));
    nodes.give({ ...returned("a"), mayBeDouble: true });
    should(heard).be.empty();
    nodes.settle();
    should(heard).eql(["a false", "a true"]);
  });

  it("leave their place to the node that takes it in a deployment", () => {
    const detach = nodes.attach("a", hearAs("old"));
    nodes.settle();
    detach();
    nodes.give(returned("a"));
    nodes.attach("a", hearAs("new"));
    nodes.give(returned("a"));
    should(heard).be.empty();
    nodes.settle();
    nodes.give(returned("a"));
    should(heard).eql(["new: a", "new: a", "new: a"]);
  });

  it("keep their place where the one before takes leave late", () => {
    const detach = nodes.attach("a", hearAs("old"));
    nodes.attach("a", hearAs("new"));
    detach();
    nodes.settle();
    nodes.give(returned("a"));
    should(heard).eql(["new: a"]);
  });

  it("are missed once they are gone for good", () => {
    const detach = nodes.attach("a", hearAs("old"));
    nodes.settle();
    detach();
    nodes.give(returned("a"));
    should(heard).be.empty();
    nodes.settle();
    should(heard).eql(["stray: a"]);
    nodes.give(returned("a"));
    nodes.give(returned("never there"));
    should(heard.slice(1)).eql(["stray: a", "stray: never there"]);
  });

  it("get after a deployment of all what came in the middle of it, and nobody else does", () => {
    const detach = nodes.attach("a", hearAs("old"));
    nodes.settle();
    detach();
    nodes.give(returned("a"));
    nodes.close();
    nodes.give(returned("a"));
    const other = createAttachedNodes("another app", leftBehind, hearAs("other's stray"));
    const next = createAttachedNodes("app", leftBehind, hearAs("next's stray"));
    next.attach("a", hearAs("new"));
    other.attach("a", hearAs("other"));
    other.settle();
    should(heard).be.empty();
    next.settle();
    should(heard).eql(["new: a", "new: a"]);
    should(leftBehind.size).equal(0);
  });
});
