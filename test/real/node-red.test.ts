import should from "should";
import packageJson from "../../package.json";
import type { Emulator } from "../../src/emulator/emulator";
import { silent } from "../../src/emulator/faults";
import { startNodeRedProcess } from "./node-red-process";
import type { FlowNode } from "./node-red-process";
import { appNode, send, sendFlow } from "./send-flow";
import { useNodeRed } from "./use-node-red";

const palette = `${packageJson.name}/`;

describe("the packed palette in a real Node-RED 4.1", function () {
  this.timeout(60_000);
  const { emulator, nodeRed } = useNodeRed();

  it("loads without a warning", async () => {
    const { body } = await nodeRed().request("/nodes");
    const sets = (body as readonly NodeSet[]).filter((set) => set.module === packageJson.name);
    should(sets.map(({ name }) => name).sort()).eql(Object.keys(packageJson["node-red"].nodes).sort());
    for (const set of sets) {
      should(set.enabled).be.true();
      should(set).not.have.property("err");
      should(set.types).eql([`agora-chat-${set.name}`]);
    }
    const expected = /Projects disabled|Using unencrypted credentials/;
    const warnings = nodeRed()
      .lines()
      .filter((line) => /\[(warn|error|fatal)\]/.test(line) && !expected.test(line));
    should(warnings).be.empty();
    should(
      nodeRed()
        .lines()
        .filter((line) => /deprecat/i.test(line)),
    ).be.empty();
  });

  it("serves its texts, help and icons", async () => {
    const texts = await nodeRed().request("/nodes/messages?lng=zh-CN");
    for (const set of Object.keys(packageJson["node-red"].nodes)) should(texts.body).have.property(palette + set);
    const chinese = JSON.stringify((texts.body as Record<string, unknown>)[`${palette}config`]);
    should(chinese).match(/[\u4e00-\u9fff]/);
    const icons = (await nodeRed().request("/icons")).body as Record<string, readonly string[]>;
    should(icons[packageJson.name]).not.be.empty();
    for (const icon of icons[packageJson.name] ?? []) {
      should((await nodeRed().request(`/icons/${palette}${icon}`)).status).equal(200);
    }
    const answer = await fetch(`${nodeRed().url()}/nodes`, {
      headers: { accept: "text/html", "accept-language": "zh-CN" },
    });
    const page = await answer.text();
    should(page).containEql('data-help-name="agora-chat-send-message"');
  });

  it("offers its examples in folders of the import menu, of nodes that are all there", async () => {
    const menu = `/library/examples/flows/${packageJson.name}`;
    const { body: folders } = await nodeRed().request(menu);
    should(folders).be.an.Array().and.not.be.empty();
    const known = ((await nodeRed().request("/nodes")).body as readonly NodeSet[]).flatMap(({ types }) => types);
    for (const folder of folders as readonly string[]) {
      const { body: examples } = await nodeRed().request(`${menu}/${encodeURIComponent(folder)}`);
      should(examples).not.be.empty();
      for (const { fn } of examples as readonly { readonly fn: string }[]) {
        const { body } = await nodeRed().request(`${menu}/${encodeURIComponent(folder)}/${encodeURIComponent(fn)}`);
        const used = (body as readonly FlowNode[]).map(({ type }) => type).filter((type) => type !== "tab");
        should(used).not.be.empty();
        should(used.filter((type) => !known.includes(type))).be.empty();
      }
    }
  });

  it("sends a message, and passes on what came with it", async () => {
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    const { passedOn } = await send(nodeRed(), { to: ["ann", "ben"], text: "soil too dry", topic: "bed 3" });
    const messages = emulator.messages();
    should(messages.map(({ to }) => to)).eql(["ann", "ben"]);
    should(messages.map(({ body }) => body["msg"])).eql(["soil too dry", "soil too dry"]);
    should(passedOn).containEql({ topic: "bed 3", to: ["ann", "ben"] });
    const receipts = passedOn?.["payload"] as readonly Record<string, unknown>[];
    should(receipts.map(({ to }) => to)).eql(["ann", "ben"]);
    should(receipts.map(({ messageId }) => messageId)).eql(messages.map(({ id }) => id));
  });

  for (const [auth, credentials] of [
    ["certificate", (app: Emulator["app"]) => ({ appId: app.appId, appCertificate: app.appCertificate })],
    ["token", (app: Emulator["app"]) => ({ token: app.readyToken })],
  ] as const) {
    it(`signs in with a ${auth}, in the other dialect as well`, async () => {
      for (const dialect of ["current", "legacy"]) {
        await nodeRed().deploy(sendFlow(appNode(emulator, { auth, dialect }, credentials(emulator.app))));
        should(await send(nodeRed(), { to: "ann", text: dialect })).have.property("passedOn");
      }
      should(emulator.messages().map(({ dialect }) => dialect)).eql(["current", "legacy"]);
    });
  }

  it("takes credentials from the environment", async () => {
    const { app } = emulator;
    const own = await startNodeRedProcess({ env: { CHAT_SECRET: app.clientSecret, CHAT_KEY: app.appKey } });
    try {
      await own.deploy(sendFlow(appNode(emulator, { appKey: "${CHAT_KEY}" }, { clientSecret: "${CHAT_SECRET}" })));
      should(await send(own, { to: "ann", text: "hello" })).have.property("passedOn");
    } finally {
      await own.stop();
    }
  });

  for (const type of ["full", "flows", "nodes"] as const) {
    it(`survives many deploys of ${type} without a second copy of anything`, async () => {
      await nodeRed().deploy(sendFlow(appNode(emulator)));
      await send(nodeRed(), { to: "ann", text: "round 0" });
      const handles = nodeRed().openHandles();
      const rounds = 15;
      for (let round = 1; round <= rounds; round++) {
        const name = `round ${round}`;
        await nodeRed().deploy(sendFlow(appNode(emulator, { name }), { name }), type);
        should(await send(nodeRed(), { to: "ann", text: name })).have.property("passedOn");
      }
      should(emulator.messages()).have.length(1 + rounds);
      // Each deploy closes the connections that the one before has opened.
      should((nodeRed().openHandles() ?? 0) - (handles ?? 0)).be.belowOrEqual(3);
      should(
        nodeRed()
          .lines()
          .filter((line) => /MaxListenersExceeded|Close timed out|Error stopping/.test(line)),
      ).be.empty();
    });
  }

  it("closes in little more than the time that answers may still take, and takes new messages at once", async () => {
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    await send(nodeRed(), { to: "ann", text: "signed in" });
    emulator.reset();
    emulator.faults.next("send", silent(), 20);
    const waiting = new AbortController();
    const cutOff = Array.from({ length: 20 }, (_, index) =>
      send(nodeRed(), { to: `ann-${index}`, text: `waiting ${index}` }, waiting.signal),
    );
    const ended = Promise.allSettled(cutOff);
    while (emulator.requests("send").length < 20) await new Promise((resolve) => setTimeout(resolve, 10));

    const from = Date.now();
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    should(Date.now() - from).be.below(3_000);
    should(await send(nodeRed(), { to: "ben", text: "after" })).have.property("passedOn");
    // What was under way went out once: the nodes that a deploy ends try nothing again.
    const texts = emulator.messages().map(({ body }) => body["msg"]);
    should(texts.filter((text) => text !== "after").sort()).eql(cutOff.map((_, index) => `waiting ${index}`).sort());
    waiting.abort();
    await ended;
  });

  it("comes back after a kill -9", async () => {
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    await send(nodeRed(), { to: "ann", text: "before" });
    await nodeRed().killAndStartAgain();
    should(await send(nodeRed(), { to: "ann", text: "after" })).have.property("passedOn");
    should(emulator.messages().map(({ body }) => body["msg"])).eql(["before", "after"]);
  });
});

interface NodeSet {
  readonly module: string;
  readonly name: string;
  readonly types: readonly string[];
  readonly enabled: boolean;
}
