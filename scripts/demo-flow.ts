import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../package.json";
import type { EmulatorApp } from "../src/emulator/service/app";

const root = join(__dirname, "..");

/** The flow: an example as users have it, and two tabs beside it that have the example's app. */
const sources = [
  join(root, "examples", "Send messages.json"),
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
}

/**
 * Makes a user directory for Node-RED that holds this checkout as its palette and the demo's flow, its app filled in
 * with that of the emulator. A flow that is there already (somebody has played with it) stays, pointed at the emulator's
 * new address; so does a picture.
 *
 * @returns whether the flow is new
 */
export function prepareUserDirectory(userDir: string, app: EmulatorApp, url: string): boolean {
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
    const credentials = Object.fromEntries(flow.filter(isOurs).map(({ id }) => [id, { appId, appCertificate }]));
    writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(credentials, null, 2));
  }
  return isNew;
}

function readFlow(path: string): readonly FlowNode[] {
  return JSON.parse(readFileSync(path, "utf8")) as readonly FlowNode[];
}
