import type { NodeAPI } from "node-red";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerSendMessage from "../../../nodes/send-message/send-message";
import { useEmulator } from "../../src/emulator/use-emulator";
import { startFrontDoor, startProxy } from "../../support/network";
import type { FrontDoor, Station } from "../../support/network";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Outcome, Properties } from "../../support/node-flow";

const message = { to: "ann", text: "hello" };

describe("the way to the service", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  let door: FrontDoor;
  let proxy: Station;

  beforeEach(async () => {
    door = await startFrontDoor(emulator.url);
    proxy = await startProxy();
  });
  afterEach(() => Promise.all([door.stop(), proxy.stop()]));

  const tlsNode = (changes: Properties = {}, credentials: Properties = {}): FlowNode => ({
    id: "tls",
    type: "tls-config",
    cert: "",
    key: "",
    ca: "",
    servername: "",
    verifyservercert: true,
    ...changes,
    credentials,
  });
  const proxyNode = (changes: Properties = {}, credentials: Properties = {}): FlowNode => ({
    id: "proxy",
    type: "http proxy",
    url: proxy.url,
    noproxy: [],
    ...changes,
    credentials,
  });

  /** Core's nodes come first in the flow, as a flow file may have them in any order. */
  const send = async (app: Properties, ...before: readonly FlowNode[]): Promise<Outcome> => {
    await flow.load([...before, ...sendFlow(appNode(emulator, app))]);
    return flow.send({ ...message });
  };

  function wentWell({ done, caught }: Outcome): void {
    should(caught.map((each) => each["chatError"])).be.empty();
    should(done).eql([undefined]);
    should(emulator.messages()).have.length(1);
  }

  it("is refused where nobody knows the certificate, before anything is said", async () => {
    const { caught } = await send({ host: door.url });
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_UNREACHABLE", outcome: "not-sent" });
    should(emulator.requests()).be.empty();
  });

  it("is open with the certificate's authority in a TLS node", async () => {
    wentWell(await send({ host: door.url, tls: "tls" }, tlsNode({}, { cadata: door.certificate })));
  });

  it("is open with a TLS node that asks for no proof", async () => {
    wentWell(await send({ host: door.url, tls: "tls" }, tlsNode({ verifyservercert: false })));
  });

  it("is open with a TLS node that comes later in the flow", async () => {
    const tls = tlsNode({}, { cadata: door.certificate });
    await flow.load([...sendFlow(appNode(emulator, { host: door.url, tls: "tls" })), tls]);
    wentWell(await flow.send({ ...message }));
  });

  it("is closed with a TLS node that knows another authority", async () => {
    const { caught } = await send({ host: door.url, tls: "tls" }, tlsNode());
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_UNREACHABLE" });
  });

  it("leads through a proxy, with its user and password", async () => {
    wentWell(await send({ proxy: "proxy" }, proxyNode({}, { username: "gate", password: "key" })));
    should(proxy.requests.map(({ target }) => new URL(target).origin)).eql([emulator.url, emulator.url]);
    should(proxy.requests[0]?.headers["proxy-authorization"]).equal(
      `Basic ${Buffer.from("gate:key").toString("base64")}`,
    );
    should(emulator.requests("send")[0]?.headers).not.have.property("proxy-authorization", "gate:key");
  });

  it("leads through a proxy whose user and password stand in its address", async () => {
    const url = proxy.url.replace("//", "//gate%40home:key@");
    wentWell(await send({ proxy: "proxy" }, proxyNode({ url })));
    const expected = Buffer.from("gate@home:key").toString("base64");
    should(proxy.requests[0]?.headers["proxy-authorization"]).equal(`Basic ${expected}`);
  });

  it("leads through a proxy that wants neither", async () => {
    wentWell(await send({ proxy: "proxy" }, proxyNode()));
    should(proxy.requests[0]?.headers).not.have.property("proxy-authorization");
  });

  it("is a tunnel to an encrypted host: the proxy sees no token", async () => {
    wentWell(
      await send(
        { host: door.url, tls: "tls", proxy: "proxy" },
        tlsNode({}, { cadata: door.certificate }),
        proxyNode(),
      ),
    );
    should(proxy.requests.map(({ method }) => method)).matchEach("CONNECT");
    should(JSON.stringify(proxy.requests)).not.match(/authorization|Bearer/i);
  });

  for (const exception of ["127.0.0.1", " 127.0.0.1 ", "127.0.0.1:80", "*"]) {
    it(`goes past the proxy where the proxy node says ${JSON.stringify(exception)}`, async () => {
      wentWell(await send({ proxy: "proxy" }, proxyNode({ noproxy: ["example.com", exception] })));
      should(proxy.requests).be.empty();
    });
  }

  it("leads through the proxy where its exceptions are others", async () => {
    wentWell(await send({ proxy: "proxy" }, proxyNode({ noproxy: ["7.0.0.1", "example.com", ""] })));
    should(proxy.requests).have.length(2);
  });

  it("takes the proxy's port from its scheme", async () => {
    const { caught } = await send({ proxy: "proxy" }, proxyNode({ url: "http://127.0.0.1" }));
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_UNREACHABLE" });
  });

  it("is not there when the proxy does not answer", async () => {
    const { url } = proxy;
    await proxy.stop();
    const { caught } = await send({ proxy: "proxy" }, proxyNode({ url }));
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_UNREACHABLE", error: "ECONNREFUSED" });
  });

  for (const url of ["", "gate:3128", "http://", "socks5://127.0.0.1:1080"]) {
    it(`is not set up when the proxy's address is ${JSON.stringify(url)}`, async () => {
      const { caught } = await send({ proxy: "proxy" }, proxyNode({ url }));
      const error = caught[0]?.["chatError"] as { code: string; issues: { path: string; problem: string }[] };
      should(error.code).equal("CHAT_NOT_CONFIGURED");
      should(error.issues[0]?.path).equal("proxy");
      should(error.issues[0]?.problem).endWith("problem.not-a-url");
    });
  }

  it("asks no other kind of node for a proxy's address and password", async () => {
    const gate = (RED: NodeAPI): void => {
      RED.nodes.registerType("gate", function construct(this: object, saved) {
        RED.nodes.createNode(this as never, saved);
        Object.assign(this, { url: proxy.url });
      });
    };
    const app = sendFlow(appNode(emulator, { proxy: "other" }));
    await flow.load([{ id: "other", type: "gate" }, ...app], [gate, registerConfig, registerSendMessage]);
    const { caught } = await flow.send({ ...message });
    const error = caught[0]?.["chatError"] as { code: string; issues: { path: string }[] };
    should(error.issues.map((issue) => issue.path)).eql(["proxy"]);
    should(proxy.requests).be.empty();
  });

  for (const path of ["tls", "proxy"]) {
    it(`is not set up when the chosen ${path} node is of another kind`, async () => {
      const { caught } = await send({ [path]: "other" }, { id: "other", type: "agora-chat-config" });
      const error = caught[0]?.["chatError"] as { code: string; issues: { path: string }[] };
      should(error.code).equal("CHAT_NOT_CONFIGURED");
      should(error.issues.map((issue) => issue.path)).eql([path]);
    });
  }
});
