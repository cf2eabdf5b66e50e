import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../package.json";
import type { EmulatorApp } from "../src/emulator/service/app";
import { callbackSecretVariable } from "./demo-callbacks";
import type { DemoReceiver } from "./demo-callbacks";

const root = join(__dirname, "..");

/** The part that is called back. */
const conversation = join(__dirname, "demo-conversation.json");

/** The flow: an example as users have it, and three tabs beside it that have the example's app. */
const sources = [
  join(root, "examples", "Sending", "Send messages.json"),
  conversation,
  join(__dirname, "demo-files-and-history.json"),
  join(__dirname, "demo-storm-and-outage.json"),
];

/**
 * What the demo's app has and the example's has not: what waits survives the end of the demo, and where an answer is lost the
 * message is rather sent twice than never, so that an outage leaves nothing to decide.
 */
const sturdy = { outbox: "disk", repeatUnknown: true };

/** Where a flow sends the emulator away. */
const control = /^http:\/\/127\.0\.0\.1:\d+(?=\/emulator\/)/;

/** What the flow sends; whoever plays with it puts a picture of their own in its place. */
const shippedPicture = join(root, "src", "emulator", "page", "samples", "greenhouse.png");

/** Where the example says that users put the address of a picture of their own. */
const pictureToChange = "https://example.com/greenhouse.png";

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly host?: string;
  readonly url?: string;
  readonly path?: string;
  readonly mode?: string;
}

/** What a user directory holds. */
export interface PreparedDirectory {
  /** Whether the flow is new. */
  readonly isNew: boolean;
  /** Where the flow is to be called back; nowhere, if it is of before there were callbacks. */
  readonly receivers: readonly DemoReceiver[];
}

/**
 * Makes a user directory for Node-RED that holds this checkout as its palette and the demo's flow, its app filled in
 * with that of the emulator. A flow that is there already (somebody has played with it) stays, pointed at the emulator's
 * new address; so does a picture.
 */
export function prepareUserDirectory(userDir: string, app: EmulatorApp, url: string): PreparedDirectory {
  const link = join(userDir, "node_modules", ...packageJson.name.split("/"));
  mkdirSync(join(link, ".."), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(root, link, "junction");

  const picture = join(userDir, "pictures", "greenhouse.png");
  mkdirSync(join(picture, ".."), { recursive: true });
  if (!existsSync(picture)) copyFileSync(shippedPicture, picture);

  const flowFile = join(userDir, "flows.json");
  const isNew = !existsSync(flowFile);
  const flow = isNew ? sources.flatMap(readFlow) : readFlow(flowFile);
  const isOurs = (node: FlowNode): boolean =>
    node.type === "agora-chat-config" && (isNew || /^http:\/\/127\.0\.0\.1:\d+$/.test(node.host ?? ""));
  const pointed = flow.map((node) => {
    if (isOurs(node)) return { ...node, host: url, ...(isNew ? { appKey: app.appKey, ...sturdy } : {}) };
    return node.type === "http request" ? { ...node, url: node.url?.replace(control, url) } : node;
  });
  writeFileSync(
    flowFile,
    JSON.stringify(pointed, null, 2).replaceAll(pictureToChange, `${url}/samples/greenhouse.png`),
  );
  if (isNew) {
    const { appId, appCertificate } = app;
    const credentials = Object.fromEntries([
      ...flow.filter(isOurs).map(({ id }) => [id, { appId, appCertificate }]),
      ...flow.filter(isReceiver).map(({ id }) => [id, { secret: `\${${callbackSecretVariable}}` }]),
    ]) as object;
    writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(credentials, null, 2));
  }
  return { isNew, receivers: receiversIn(flow) };
}

/** The demo's own, as they are now: somebody may have removed them, or given them another path. */
function receiversIn(flow: readonly FlowNode[]): readonly DemoReceiver[] {
  const own = new Set(readFlow(conversation).map(({ id }) => id));
  return flow
    .filter((node) => isReceiver(node) && own.has(node.id))
    .map(({ path = "", mode }) => ({ path, when: mode === "decide" ? "pre-send" : "post-send" }));
}

function isReceiver({ type }: FlowNode): boolean {
  return type === "agora-chat-receive";
}

function readFlow(path: string): readonly FlowNode[] {
  return JSON.parse(readFileSync(path, "utf8")) as readonly FlowNode[];
}
