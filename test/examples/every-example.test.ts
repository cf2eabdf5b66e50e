import { readFileSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { catalogueOf } from "../house/catalogue";
import { filesBelow, root } from "../house/checkout";
import { registeredTypes } from "../house/registered-types";
import { dialogDefaults } from "./dialog-defaults";
import { demoFlows, exampleOf, examples } from "./example-files";
import type { Example, ExampleNode } from "./example-files";

/** What Node-RED itself keeps of a node, whatever its type. */
const everyNodes = ["id", "type", "z", "x", "y", "wires", "credentials"];

/** Where a flow ends or is explained. */
const withoutOutput = ["debug", "comment", "agora-chat-respond"];

/** Where a flow begins. */
const withoutInput = ["inject", "catch", "comment", "agora-chat-receive"];

/** Whatever is sent in them goes through no app, or through another than that of the rest. */
const withoutSharedApp = ["Forward to another app", "Moderation", "Secrets in the environment"];

/** What stands for a value that only the machine knows. */
const variable = /^\$\{[A-Z_]+\}$/;

/** Labels and buttons of Node-RED's editor. */
const nodeRedsOwn = ["Update", "Done", "Deploy", "Import copy", "Return", "payload"];

const onCanvas = ({ nodes }: Example): readonly ExampleNode[] => nodes.filter(({ wires }) => wires !== undefined);
const appsIn = ({ nodes }: Example): readonly ExampleNode[] => nodes.filter(({ type }) => type === "agora-chat-config");
const idsIn = ({ nodes }: Example): readonly string[] => nodes.map(({ id }) => id);

describe("the examples", () => {
  const defaults = dialogDefaults();
  const core = coreTypes();
  const known = new Set(
    Object.keys(packageJson["node-red"].nodes).flatMap((set) => [...catalogueOf("en-US", set).values()]),
  );
  const sharedApp = appsIn(exampleOf("Send messages"))[0];

  it("are named as the import menu shows them", () => {
    should(examples.map(({ folder, title }) => `${folder}: ${title}`)).eql([
      "Conversations: Command bot",
      "Conversations: Echo bot",
      "Conversations: Forward to another app",
      "Conversations: Group welcome",
      "Conversations: Moderation",
      "Files: Download pictures that people send",
      "Files: Thumbnail of a picture",
      "Files: Upload once, send to many",
      "History and moving: Delete a conversation",
      "History and moving: History to file",
      "History and moving: Import a list",
      "History and moving: Move history to another app",
      "Sending: Alarm only once",
      "Sending: Alarm with escalation",
      "Sending: Camera to phone",
      "Sending: Morning report",
      "Sending: Recall the last alarm",
      "Sending: Secrets in the environment",
      "Sending: Send messages",
    ]);
    should(filesBelow("examples").filter((path) => !path.endsWith(".json"))).be.empty();
  });

  it("listen at an address of their own each, and hear of no answer of their own", () => {
    const receivers = [...examples, ...demoFlows]
      .flatMap(({ nodes }) => nodes)
      .filter(({ type }) => type === "agora-chat-receive");
    should(receivers).not.be.empty();
    should(new Set(receivers.map(({ path }) => path)).size).equal(receivers.length);
    const hearing = receivers.filter(({ mode }) => mode === "notify");
    should(hearing).not.be.empty();
    for (const { ignoreSenders } of hearing) should(ignoreSenders).equal("admin");
  });

  it("have nodes of their own, and share one app, so that it is filled in once", () => {
    const others = examples.filter((example) => !idsIn(example).includes(String(sharedApp?.id)));
    should(others.map(({ title }) => title)).eql(withoutSharedApp);
    for (const example of examples.filter((each) => !others.includes(each))) {
      should(appsIn(example)).containEql(sharedApp);
    }
    const own = [...examples, ...demoFlows].flatMap(idsIn).filter((id) => id !== sharedApp?.id);
    should(new Set(own).size).equal(own.length);
  });

  for (const example of [...examples, ...demoFlows]) {
    describe(example.title, () => {
      const ids = idsIn(example);
      const placed = onCanvas(example);
      const ours = example.nodes.filter(({ type }) => defaults.has(type));

      it("is made of our nodes and of Node-RED's own", () => {
        const foreign = example.nodes.filter(({ type }) => type !== "tab" && !defaults.has(type) && !core.has(type));
        should(foreign.map(({ type }) => type)).be.empty();
        should(ours).not.be.empty();
      });

      it("saves all that the dialogs save, and nothing else", () => {
        for (const node of ours) {
          const properties = Object.keys(node).filter((name) => !everyNodes.includes(name));
          should(properties.sort()).eql(Object.keys(defaults.get(node.type) ?? {}).sort(), String(node["name"]));
          should(node["version"]).equal(1);
        }
      });

      it("keeps no account of anybody's", () => {
        for (const { credentials = {} } of example.nodes) {
          for (const value of Object.values(credentials)) should(value).match(variable);
        }
        for (const app of appsIn(example))
          should(app["appKey"] === "" || variable.test(String(app["appKey"]))).be.true();
      });

      it("has one tab, which says what it is for, and comments that say how to use it", () => {
        const tabs = example.nodes.filter(({ type }) => type === "tab");
        should(tabs).have.length(1);
        should(tabs[0]?.["info"]).be.a.String().and.not.equal("");
        for (const node of placed) should(node["z"]).equal(tabs[0]?.id);
        const comments = placed.filter(({ type }) => type === "comment");
        should(comments).not.be.empty();
        for (const comment of comments) should(comment["info"]).be.a.String().and.not.equal("");
      });

      it("calls the fields of the dialogs in its comments as the dialogs do", () => {
        const comments = placed.map((node) => (node["info"] as string | undefined) ?? "");
        const bold = comments.flatMap((info) => [...info.matchAll(/\*\*(.+?)\*\*/g)].map(([, words = ""]) => words));
        // What ends in punctuation is the beginning of a paragraph.
        const labels = bold.filter((words) => !/[:?]$/.test(words));
        should(labels.filter((label) => !known.has(label) && !nodeRedsOwn.includes(label))).be.empty();
      });

      it("names nodes only that are there", () => {
        const apps = [...appsIn(example).map(({ id }) => id), ...(demoFlows.includes(example) ? [sharedApp?.id] : [])];
        for (const { wires, scope, app } of placed.map((node) => ({
          ...node,
          scope: node["scope"],
          app: node["app"],
        }))) {
          should(wires?.flat().filter((id) => !ids.includes(id))).be.empty();
          if (Array.isArray(scope)) should(scope.filter((id) => !ids.includes(String(id)))).be.empty();
          if (app !== undefined) should(apps).containEql(app);
        }
      });

      it("leaves no node and no output without a wire", () => {
        const reached = new Set(placed.flatMap(({ wires }) => wires?.flat() ?? []));
        for (const { id, type, wires, name } of placed.map((node) => ({ ...node, name: String(node["name"]) }))) {
          should(reached.has(id)).equal(!withoutInput.includes(type), name);
          if (withoutOutput.includes(type)) should(wires).eql([], name);
          else for (const output of wires ?? []) should(output).not.be.empty();
        }
        for (const { wires, ...node } of placed.filter(({ type }) => type === "switch")) {
          should(wires).have.length((node["rules"] as readonly unknown[]).length);
        }
        for (const { wires } of placed.filter(({ type }) => type === "agora-chat-history"))
          should(wires).have.length(2);
      });

      it("keeps its nodes apart", () => {
        const places = placed.map(({ x, y }) => `${String(x)}, ${String(y)}`);
        should(new Set(places).size).equal(placed.length);
      });
    });
  }
});

function coreTypes(): ReadonlySet<string> {
  const folder = join("node_modules", "@node-red", "nodes", "core");
  const pages = ["common", "function", "network", "parsers", "sequence", "storage"].flatMap((each) =>
    filesBelow(`${folder}/${each}`).filter((path) => path.endsWith(".html")),
  );
  return new Set(
    pages.flatMap((page) => registeredTypes(readFileSync(join(root, page), "utf8")).map(({ type }) => type)),
  );
}
