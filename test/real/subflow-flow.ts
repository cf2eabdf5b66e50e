import type { Emulator } from "../../src/emulator/emulator";
import { everyNodeFlow } from "./every-node-flow";
import type { FlowNode } from "./node-red-process";
import { appNode } from "./send-flow";
import type { Changes } from "./send-flow";

/** The two services, each with an app of the same key. */
export type Services = Readonly<Record<"one" | "two", Emulator>>;

/** By which of the two send nodes of a subflow: `own` uses the app in the subflow, `given` the one that the subflow is given. */
export type Sender = "own" | "given";

/** The instances that {@link subflowFlow} sends through; `nested-one` stands in a subflow itself. */
export const instances = ["say-one", "say-two", "nested-one"] as const;

/** The id of the app's config node within an instance. */
export function ownAppOf(instance: (typeof instances)[number]): string {
  return instance === "nested-one" ? "nested-one-inner-own-app" : `${instance}-own-app`;
}

/** What stands before the line of the log that says what an outbox brought back to an instance. */
export const backMark = "[back] ";

const emptyEnv = (...names: readonly string[]): readonly object[] =>
  names.map((name) => ({ name, type: "str", value: "" }));

const secret = { name: "SECRET", type: "cred" };

/**
 * Every node twice, as two instances of one subflow whose app is its own (`/one/ask`, `/two/ask`), and instances of a
 * subflow that sends, which `POST /say` asks: `{ through, by, text }`, and `keep` where an outbox is to keep it.
 *
 * @param changes of all apps
 */
export function subflowFlow(services: Services, changes: Changes = {}): readonly FlowNode[] {
  return [
    { id: "tab", type: "tab", label: "Instances" },
    appNode(services.one, { ...changes, id: "given-one" }),
    appNode(services.two, { ...changes, id: "given-two" }),
    ...everyNodeSubflow(services.one),
    everyNodeInstance("one", services.one),
    everyNodeInstance("two", services.two),
    ...saySubflow(services.one, changes),
    ...nestingSubflow(),
    ...instancesThatSay(services),
  ];
}

/** The nodes of the flow that uses them all, in a subflow: its addresses and its app come from the instance. */
function everyNodeSubflow({ app }: Emulator): readonly FlowNode[] {
  const env = [...emptyEnv("HOST", "ASK", "BEFORE", "AFTER"), secret];
  const addresses: Readonly<Record<string, Changes>> = {
    asked: { url: "${ASK}" },
    before: { path: "${BEFORE}" },
    after: { path: "${AFTER}" },
  };
  const nodes = everyNodeFlow(subflowApp(app, { id: "app" })).filter(({ type }) => type !== "tab");
  return [
    { id: "every", type: "subflow", name: "every node", in: [], out: [], env },
    ...nodes.map((node) => ({ ...node, z: "every", ...addresses[node.id] })),
  ];
}

function everyNodeInstance(name: string, { url, app }: Emulator): FlowNode {
  const env = { HOST: url, ASK: `/${name}/ask`, BEFORE: `${name}/before`, AFTER: `${name}/after` };
  return instance(`every-${name}`, "every", env, app.clientSecret);
}

/** An app whose host and secret come from the instance that it is in. */
function subflowApp({ appKey, clientId }: Emulator["app"], changes: Changes): FlowNode {
  return {
    ...{ type: "agora-chat-config", name: "", platform: "agora", dialect: "current", host: "${HOST}", appKey },
    ...{ auth: "secret", timeout: 30, retry: "never", version: 1 },
    ...changes,
    credentials: { clientId, clientSecret: "${SECRET}" },
    id: String(changes["id"]),
  };
}

/** Says `msg.text` to the user in TO, from the user in FROM, and shows how that went as its own status. */
function saySubflow({ app }: Emulator, changes: Changes): readonly FlowNode[] {
  const from = [{ x: 1, y: 1, wires: [{ id: "choose" }] }];
  const out = [{ x: 1, y: 1, wires: ["own", "given"].map((id) => ({ id, port: 0 })) }];
  const appEnv = { name: "APP", type: "agora-chat-config", value: "", ui: { type: "conf-types" } };
  const env = [...emptyEnv("HOST", "TO", "FROM"), appEnv, secret];
  const say = {
    ...{ type: "agora-chat-send-message", z: "say", name: "", version: 1, wires: [[]] },
    ...{ chatType: "users", chatTypeType: "pick", to: "TO", toType: "env", from: "${FROM}", fromType: "str" },
    ...{ messageType: "txt", text: "text", textType: "msg" },
  };
  return [
    { id: "say", type: "subflow", name: "say", in: from, out, env, status: { wires: [{ id: "listening", port: 0 }] } },
    subflowApp(app, { ...changes, id: "own-app", z: "say" }),
    functionNode("choose", "say", 'return msg.by === "own" ? [msg, null] : [null, msg];', [["own"], ["given"]]),
    { ...say, id: "own", app: "own-app", x: 3, y: 1 },
    { ...say, id: "given", app: "${APP}", x: 3, y: 2 },
    { id: "listening", type: "status", z: "say", x: 3, y: 3, scope: null, wires: [[]] },
  ];
}

/** Another around it, which hands on what it is given. */
function nestingSubflow(): readonly FlowNode[] {
  const from = [{ x: 1, y: 1, wires: [{ id: "inner" }] }];
  const out = [{ x: 1, y: 1, wires: [{ id: "inner", port: 0 }] }];
  const handedOn = ["HOST", "FROM", "SECRET"].map((name) => ({ name, type: "env", value: name }));
  const env = [
    ...handedOn,
    { name: "TO", type: "env", value: "WHOM" },
    { name: "APP", type: "conf-type", value: "${APP}" },
  ];
  return [
    {
      id: "nest",
      type: "subflow",
      name: "nest",
      in: from,
      out,
      env: [...emptyEnv("HOST", "WHOM", "FROM", "APP"), secret],
    },
    { id: "inner", type: "subflow:say", z: "nest", x: 2, y: 1, env, wires: [[]] },
  ];
}

function instancesThatSay({ one, two }: Services): readonly FlowNode[] {
  const given = [
    instance("say-one", "say", { HOST: one.url, TO: "ann", FROM: "shed", APP: "given-one" }, one.app.clientSecret),
    instance("say-two", "say", { HOST: two.url, TO: "ben", FROM: "barn", APP: "given-two" }, two.app.clientSecret),
    instance(
      "nested-one",
      "nest",
      { HOST: one.url, WHOM: "cem", FROM: "loft", APP: "given-two" },
      one.app.clientSecret,
    ),
  ];
  return [
    { id: "asked-to-say", type: "http in", z: "tab", x: 1, y: 1, url: "/say", method: "post", wires: [["way"]] },
    functionNode("way", "tab", way, [...instances.map((id) => [id]), ["said"]]),
    ...given.map((node) => ({ ...node, wires: [[`behind-${node.id}`]] })),
    ...given.map(({ id }) => functionNode(`behind-${id}`, "tab", behind(id), [["said"]])),
    { id: "failed", type: "catch", z: "tab", x: 4, y: 2, scope: null, uncaught: false, wires: [["caught"]] },
    functionNode("caught", "tab", "msg.payload = { caught: msg.chatError ?? msg.error }; return msg;", [["said"]]),
    { id: "said", type: "http response", z: "tab", x: 5, y: 1, statusCode: "200", headers: {}, wires: [] },
  ];
}

/** An outbox cannot keep who asked: they get their answer before. */
const way = `
const { req, res, payload, ...rest } = msg;
const { keep, through, ...properties } = payload;
const sent = { ...rest, ...properties, ...(keep ? {} : { req, res }) };
return [...${JSON.stringify(instances)}.map((id) => (id === through ? sent : null)), keep ? { req, res, payload: {} } : null];`;

/** What an outbox brings back has nobody any more who waits for the answer. */
function behind(id: string): string {
  return `
const { text, payload, recovered } = msg;
if (!recovered) return { ...msg, payload: { through: "${id}", receipts: payload } };
node.warn(${JSON.stringify(backMark)} + JSON.stringify({ through: "${id}", text, to: payload[0].to }));`;
}

function instance(id: string, subflow: string, values: Readonly<Record<string, string>>, password: string): FlowNode {
  const env = Object.entries(values).map(([name, value]) => ({
    name,
    type: name === "APP" ? "conf-type" : "str",
    value,
  }));
  return {
    ...{ id, type: `subflow:${subflow}`, z: "tab", x: 2, y: 1, wires: [] },
    env: [...env, secret],
    credentials: { SECRET: password },
  };
}

function functionNode(id: string, z: string, func: string, wires: readonly (readonly string[])[]): FlowNode {
  return { id, type: "function", name: id, z, x: 2, y: 1, func, outputs: wires.length, wires };
}
