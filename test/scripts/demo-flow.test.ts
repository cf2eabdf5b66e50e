import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import { prepareUserDirectory } from "../../scripts/demo-flow";
import { createEmulator } from "../../src/emulator/emulator";
import { exampleOf } from "../examples/example-files";
import { jsonOf } from "../house/checkout";

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly label?: string;
  readonly path?: string;
  readonly host?: string;
}

const url = "http://127.0.0.1:8790";
const { app } = createEmulator();

describe("the user directory of the demo", () => {
  let folder: string;
  const kept = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const keep = (flow: readonly FlowNode[]): void => writeFileSync(join(folder, "flows.json"), JSON.stringify(flow));

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "demo-flow-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("has four tabs, an app that is filled in, and no secret but the name of one", () => {
    const { isNew, receivers } = prepareUserDirectory(folder, app, url);
    should(isNew).be.true();
    should(receivers).eql([
      { path: "chat", when: "post-send" },
      { path: "chat-check", when: "pre-send" },
    ]);
    const tabs = (kept("flows.json") as readonly FlowNode[]).filter(({ type }) => type === "tab");
    should(tabs.map(({ label }) => label)).eql(["Greenhouse", "Conversation", "Files and history", "Storm and outage"]);
    const { appId, appCertificate } = app;
    const secret = "${DEMO_CALLBACK_SECRET}";
    should(Object.values(kept("flows_cred.json") as object)).eql([{ appId, appCertificate }, { secret }, { secret }]);
  });

  it("stays as it is with a flow of before there were callbacks, and nobody is called", () => {
    const old = exampleOf("Send messages").nodes as readonly FlowNode[];
    keep(old);
    should(prepareUserDirectory(folder, app, url)).eql({ isNew: false, receivers: [] });
    should(kept("flows.json")).eql(JSON.parse(JSON.stringify(old).replaceAll("https://example.com", `${url}/samples`)));
    should(() => kept("flows_cred.json")).throw(/ENOENT/);
  });

  it("is called back where its flow listens by now, and nobody else's is", () => {
    const own = jsonOf("scripts/demo-conversation.json") as readonly FlowNode[];
    const moved = own.map((node) => (node.path === "chat" ? { ...node, path: "/said" } : node));
    keep([...moved, { id: "theirs", type: "agora-chat-receive", path: "theirs" }]);
    should(prepareUserDirectory(folder, app, url).receivers).eql([
      { path: "/said", when: "post-send" },
      { path: "chat-check", when: "pre-send" },
    ]);
  });
});
