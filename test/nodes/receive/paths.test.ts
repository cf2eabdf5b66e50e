import should from "should";
import { until } from "../../support/node-flow";
import type { FlowNode, Properties } from "../../support/node-flow";
import { callbackOf, receiveFlow, receiveNode, signed, useReceive } from "./use-receive";

const collector: FlowNode = { id: "out2", type: "helper", z: "tab", x: 300, y: 100 };
const second = (changes: Properties = {}): FlowNode => receiveNode({ id: "receive2", wires: [["out2"]], ...changes });

describe("receive nodes and their paths", () => {
  const { flow, load, post, heard, errors } = useReceive();

  const last = (id: string): Properties => ({ ...flow.statuses(id).at(-1) });

  it("hear each its own", async () => {
    await load(receiveFlow({}, [second({ path: "other" }), collector]));
    await post(signed(), { path: "/other" });
    await until(() => heard("out2").length === 1);
    should(heard()).be.empty();
  });

  it("let the first of two have a path; the second says so, and takes over when the first has gone", async () => {
    const both = receiveFlow({}, [second(), collector]);
    await load(both);
    should(last("receive2")).containEql({ fill: "red", shape: "ring" });
    should(String(last("receive2")["text"])).endWith("status.path-taken");
    should(errors()).have.length(1);
    await post(signed());
    await until(() => heard().length === 1);
    should(heard("out2")).be.empty();

    await flow.deploy(
      both.filter(({ id }) => id !== "receive"),
      "nodes",
    );
    await until(() => String(last("receive2")["text"]).endsWith("status.listening"));
    await post(signed());
    await until(() => heard("out2").length === 1);
    should(heard()).have.length(1);
  });

  it("say in red that a path is the editor's", async () => {
    await load(receiveFlow({ path: "/Flows" }));
    should(String(last("receive")["text"])).endWith("status.path-of-editor");
    should(errors()).have.length(1);
    should((await post(signed(), { path: "/Flows" })).status).equal(404);
  });

  it("leave a path to Node-RED's own answer when nobody listens there any more", async () => {
    await load(receiveFlow());
    await flow.deploy(receiveFlow({ path: "elsewhere" }), "nodes");
    should((await post(signed())).status).equal(404);
    should((await post(signed(), { path: "/elsewhere" })).status).equal(200);
    await flow.deploy(receiveFlow().filter(({ id }) => id !== "receive"));
    should((await post(signed(), { path: "/elsewhere" })).status).equal(404);
  });

  it("let nothing of an earlier deploy answer, however often it is deployed", async () => {
    await load(receiveFlow());
    for (let time = 0; time < 30; time += 1) {
      const name = `deployed ${time}`;
      await flow.deploy(receiveFlow({ name, credentials: { secret: name } }), time % 2 === 0 ? "full" : "nodes");
      should((await post(signed(callbackOf(), name))).status).equal(200);
      should((await post(signed())).status).equal(401);
    }
  });

  it("give the flow what was answered before a deploy", async () => {
    await load(receiveFlow());
    const posts = Array.from({ length: 20 }, () => post(signed()));
    await Promise.all([...posts, flow.deploy(receiveFlow({ name: "renamed" }), "nodes")]);
    const accepted = (await Promise.all(posts)).filter(({ status }) => status === 200);
    await until(() => heard().length === accepted.length);
  });
});
