import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../package.json";
import type { EmulatorApp } from "../src/emulator/service/app";

const root = join(__dirname, "..");

/** Where the example says that users put the address of a picture of their own. */
const pictureToChange = "https://example.com/greenhouse.png";

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly host?: string;
}

/**
 * Makes a user directory for Node-RED that holds this checkout as its palette and the example flow, its app filled in
 * with that of the emulator. A flow that is there already (somebody has played with it) stays, pointed at the emulator's
 * new address.
 */
export function prepareUserDirectory(userDir: string, app: EmulatorApp, url: string): void {
  const link = join(userDir, "node_modules", ...packageJson.name.split("/"));
  mkdirSync(join(link, ".."), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(root, link, "junction");

  const flowFile = join(userDir, "flows.json");
  const isNew = !existsSync(flowFile);
  const example = join(root, "examples", "Send messages.json");
  const flow = JSON.parse(readFileSync(isNew ? example : flowFile, "utf8")) as readonly FlowNode[];
  const isOurs = (node: FlowNode): boolean =>
    node.type === "agora-chat-config" && (isNew || /^http:\/\/127\.0\.0\.1:\d+$/.test(node.host ?? ""));
  const pointed = flow.map((node) =>
    isOurs(node) ? { ...node, host: url, ...(isNew ? { appKey: app.appKey } : {}) } : node,
  );
  writeFileSync(
    flowFile,
    JSON.stringify(pointed, null, 2).replaceAll(pictureToChange, `${url}/samples/greenhouse.png`),
  );
  if (isNew) {
    const { appId, appCertificate } = app;
    const credentials = Object.fromEntries(flow.filter(isOurs).map(({ id }) => [id, { appId, appCertificate }]));
    writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(credentials, null, 2));
  }
}
