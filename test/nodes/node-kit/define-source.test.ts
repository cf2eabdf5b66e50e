import type { NodeAPI } from "node-red";
import helper from "node-red-node-test-helper";
import should from "should";
import { defineSource } from "../../../nodes/node-kit/define-source";
import type { Source } from "../../../nodes/node-kit/define-source";
import { ChatError } from "../../../src/client/chat-error";
import { useNodeFlow } from "../../support/node-flow";

/** A type that begins as a test likes. */
function sourceThat(start: (source: Source) => () => void): (RED: NodeAPI) => void {
  return (RED) => defineSource(RED, { type: "made-up", operation: "receive", credentials: {}, start });
}

const nodes = [
  { id: "tab", type: "tab", label: "Made up" },
  { id: "source", type: "made-up", z: "tab", x: 1, y: 1, wires: [["out"]] },
  { id: "out", type: "helper", z: "tab", x: 1, y: 1 },
] as const;

describe("a node without an input", () => {
  const flow = useNodeFlow();
  const logged = (): string => JSON.stringify(helper.log().args);

  it("begins when it is made, and ends once when it closes", async () => {
    const events: string[] = [];
    const start = (): (() => void) => {
      events.push("begun");
      return () => events.push("ended");
    };
    await flow.load([...nodes], [sourceThat(start)]);
    should(events).eql(["begun"]);
    await flow.node("source").close(false);
    should(events).eql(["begun", "ended"]);
  });

  it("lets what has been taken in go to the flow before it is closed", async () => {
    let take = (): void => undefined;
    const start = ({ node }: Source): (() => void) => {
      take = () => setImmediate(() => node.send({ payload: "late" }));
      return () => undefined;
    };
    await flow.load([...nodes], [sourceThat(start)]);
    const heard: unknown[] = [];
    flow.node("out").on("input", ({ payload }) => heard.push(payload));
    take();
    await flow.node("source").close(false);
    await new Promise((resolve) => setImmediate(resolve));
    should(heard).eql(["late"]);
  });

  it("shows in red, and logs, what keeps it from beginning", async () => {
    const issues = [{ path: "path", problem: "path-taken", params: { found: "/chat" } }] as const;
    const start = (): never => {
      throw new ChatError("CHAT_NOT_CONFIGURED", { operation: "receive", outcome: "not-sent", issues });
    };
    await flow.load([...nodes], [sourceThat(start)]);
    const [status] = flow.statuses("source");
    should(status).containEql({ fill: "red", shape: "ring" });
    should(status?.text).endWith(":status.path-taken");
    should(logged()).containEql("problem.path-taken");
    await flow.node("source").close(false);
  });

  it("is made even where a defect of ours throws, and tells nothing of it but the kind", async () => {
    const start = (): never => {
      throw new RangeError("a private word");
    };
    await flow.load([...nodes], [sourceThat(start)]);
    should(flow.statuses("source")[0]).containEql({ fill: "red" });
    should(logged()).not.containEql("a private word");
  });
});
