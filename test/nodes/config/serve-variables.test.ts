import helper from "node-red-node-test-helper";
import type { NodeAPI } from "node-red";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerSendMessage from "../../../nodes/send-message/send-message";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Properties } from "../../support/node-flow";
import { guardedConfig } from "./guarded-config";

const storedMark = "__PWRD__";
const setName = "AGORA_CHAT_SET_SECRET";
const unsetName = "AGORA_CHAT_UNSET_SECRET";

describe("POST agora-chat/variables", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();

  before(() => void (process.env[setName] = "the secret itself"));
  after(() => Reflect.deleteProperty(process.env, setName));

  async function ask(fields: unknown, id: unknown = "app"): Promise<unknown> {
    const { status, body, text } = await helper.request().post("/agora-chat/variables").send({ id, fields });
    should(status).equal(200);
    should(text).not.containEql("the secret itself");
    return body;
  }

  const reference = (name: string): string => `\${${name}}`;
  const app = (credentials: Properties): FlowNode => appNode(emulator, {}, credentials);

  it("names the variables of stored secrets, and says which is set", async () => {
    await flow.load(sendFlow(app({ clientSecret: reference(setName), token: reference(unsetName) })));
    should(await ask({ clientSecret: storedMark, token: storedMark })).eql({
      clientSecret: { name: setName, isSet: true },
      token: { name: unsetName, isSet: false },
    });
  });

  it("says nothing of secrets that are stored as they are, and of none", async () => {
    await flow.load(sendFlow(app({ clientSecret: "plain" })));
    should(await ask({ clientSecret: storedMark, redisUrl: storedMark, __proto__: storedMark })).eql({});
  });

  it("looks at what is typed, and knows a flow's own variables once the node is deployed there", async () => {
    const tab: FlowNode = { id: "t", type: "tab", env: [{ name: unsetName, value: "x", type: "str" }] };
    await flow.load(sendFlow(app({})));
    should(await ask({ host: reference(setName), appKey: reference(unsetName), timeout: "30", token: "x${A}" })).eql({
      host: { name: setName, isSet: true },
      appKey: { name: unsetName, isSet: false },
    });
    await flow.deploy([tab, ...sendFlow({ ...app({}), z: "t" })]);
    should(await ask({ appKey: reference(unsetName) })).eql({ appKey: { name: unsetName, isSet: true } });
  });

  it("does not know what is not set for a node that is not deployed", async () => {
    await flow.load([]);
    should(await ask({ host: reference(unsetName), token: reference(setName), clientSecret: storedMark })).eql({
      host: { name: unsetName, isSet: null },
      token: { name: setName, isSet: true },
    });
  });

  it("gives no name of another palette's node away", async () => {
    const broker = (RED: NodeAPI): void => {
      RED.nodes.registerType(
        "broker",
        function construct(this: object, saved) {
          RED.nodes.createNode(this as never, saved);
        },
        { credentials: { token: { type: "password" } } },
      );
    };
    const node: FlowNode = { id: "other", type: "broker", credentials: { token: reference(unsetName) } };
    await flow.load([node], [broker, registerConfig, registerSendMessage]);
    should(await ask({ token: storedMark }, "other")).eql({});
  });

  for (const [name, body] of Object.entries<unknown>({
    nothing: undefined,
    "a list": [],
    "no id": { fields: {} },
    "an id that is a number": { id: 7, fields: {} },
    "no fields": { id: "app" },
    "fields that are a list": { id: "app", fields: [] },
  })) {
    it(`answers 400 to ${name}`, async () => {
      await flow.load([]);
      const { status } = await helper.request().post("/agora-chat/variables").send(body);
      should(status).equal(400);
    });
  }

  it("asks for the permission to change the palette's things", async () => {
    const asked: string[] = [];
    await flow.load([], [guardedConfig(asked)]);
    should((await helper.request().post("/agora-chat/variables").send({ id: "app", fields: {} })).status).equal(401);
    should(asked).eql(["agora-chat.write"]);
  });
});
