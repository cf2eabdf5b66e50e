import type { Browser } from "playwright-core";
import should from "should";
import packageJson from "../../package.json";
import { launchBrowser } from "../browser/browser";
import { openEditor } from "../browser/editor";
import type { Editor } from "../browser/editor";
import { startNodeRedProcess } from "../real/node-red-process";
import type { NodeRedProcess } from "../real/node-red-process";
import { examples, exampleOf } from "./example-files";

/** What the editor has. */
interface EditorState {
  readonly apps: readonly { readonly name: string; readonly appKey: string }[];
  /** The names of nodes that the editor marks as not set up. */
  readonly wrong: readonly string[];
  /** Those of types that it does not know. */
  readonly unknown: readonly string[];
}

const readState = `(() => {
  const state = { apps: [], wrong: [], unknown: [] };
  RED.nodes.eachConfig(({ type, name, appKey }) => type === "agora-chat-config" && state.apps.push({ name, appKey }));
  RED.nodes.eachNode(({ type, name, valid }) => {
    if (!valid) state.wrong.push(name);
    if (type === "unknown") state.unknown.push(name);
  });
  return state;
})()`;

describe("the import menu in a real browser", function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let nodeRed: NodeRedProcess | undefined;
  let editor: Editor | undefined;

  before(async function () {
    browser = await launchBrowser(this);
    this.timeout(240_000);
    nodeRed = await startNodeRedProcess();
    const app = exampleOf("Send messages").nodes.find(({ type }) => type === "agora-chat-config");
    if (app === undefined) throw new Error("the example has no app");
    const credentials = {
      appId: "5a1e7c0de5a1e7c0de5a1e7c0de5a1e7",
      appCertificate: "c0ffee00c0ffee11c0ffee22c0ffee33",
    };
    const filledIn = { ...app, name: "Filled in before", appKey: "farmco#greenhouse", credentials };
    await nodeRed.deploy([{ id: "tab", type: "tab", label: "Own" }, filledIn]);
    editor = await openEditor(browser, nodeRed.url(), "en-US");
  });

  after(async () => {
    await editor?.end();
    await browser?.close();
    await nodeRed?.stop();
  });

  it("offers all examples, in their folders", async () => {
    const listed: string[] = [];
    const menu = `/library/examples/flows/${packageJson.name}`;
    for (const folder of (await nodeRed?.request(menu))?.body as readonly string[]) {
      const answer = await nodeRed?.request(`${menu}/${encodeURIComponent(folder)}`);
      for (const { fn } of answer?.body as readonly { readonly fn: string }[]) listed.push(`${folder}: ${fn}`);
    }
    should(listed.sort()).eql(examples.map(({ folder, title }) => `${folder}: ${title}`));
  });

  it("brings them in beside an app that is filled in, and they use it", async () => {
    for (const { nodes } of examples) {
      // What the button "Import copy" does; Node-RED shows it because the app is there already.
      await editor?.page.evaluate(`RED.view.importNodes(${JSON.stringify(nodes)}, { generateIds: true })`);
    }
    const state = (await editor?.page.evaluate(readState)) as EditorState;
    should(state.apps).eql([
      { name: "Filled in before", appKey: "farmco#greenhouse" },
      { name: "My other chat app", appKey: "" },
      { name: "My new chat app", appKey: "" },
      { name: "My app, from the environment", appKey: "${CHAT_APP_KEY}" },
    ]);
    should(state.unknown).be.empty();
    // Their apps are to be filled in.
    should(state.wrong).eql(["Pass it on", "Bring into the new app"]);
    should(editor?.complaints).be.empty();
  });
});
