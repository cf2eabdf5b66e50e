/**
 * `npm run demo`: the emulator, and a Node-RED with the palette and the demo's flow, ready to press the first button.
 * Ctrl-C ends both. Everything it writes is in `.demo/`; removing that folder starts afresh.
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createEmulator } from "../src/emulator/emulator";
import type { Emulator } from "../src/emulator/emulator";
import { callbackSecretVariable, demoCallbacks } from "./demo-callbacks";
import { prepareUserDirectory } from "./demo-flow";
import { demoTourHash, demoTourSettings } from "./demo-tour";
import { startNodeRed } from "./start-node-red";
import type { NodeRed } from "./start-node-red";

const root = join(__dirname, "..");
const { values: options } = parseArgs({
  options: {
    /** Takes `dist/` as it is. */
    "no-build": { type: "boolean", default: false },
    /** Node-RED's folder, from the top of the checkout. */
    folder: { type: "string", default: ".demo" },
  },
});
const userDir = join(root, options.folder);

const tour = `
  Open both pages side by side. In Node-RED, press the button at the left of

  Greenhouse             "soil too dry": messages arrive in the chat, and their receipts in the debug sidebar.
  Conversation           This tab answers. In the chat, as ann, write to admin:
                         "/status": the answer of the flow appears below it. Press "it has rained", and ask again.
                         "hello": it tells you what it can do.
                         "Who has weedkiller?": the flow refuses it before it is sent.
  Files and history   1. "drop in a picture": it is uploaded, and arrives as a picture.
                      2. "fetch its thumbnail": Ben gets the small version that the service made of it.
                      3. "bring in old messages": of the hour before this one; they arrive with their old times.
                      4. "read that hour": the history gives them back, one after the other, and a summary.
                      5. "raise an alarm", and
                      6. "take it back": the alarm disappears from the chat.
  Storm and outage    1. "500 alarms at once": they arrive at the 100 a second that the service takes; none is refused.
                      2. "the service goes away for ten seconds": what is on its way waits, and arrives then.
                      3. "one alarm to 600 people": equal messages share a few requests.

  Ctrl-C in the middle of the storm, and \`npm run demo\` again: the rest arrives, because the flow keeps what waits on disk.
  The picture is ${options.folder}/pictures/greenhouse.png; put one of your own in its place.
`;

const keptFlow = `
  This is the flow as you left it. To start with a fresh one, end the demo and remove ${options.folder}.
`;

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ending.abort());

main().catch((error: unknown) => {
  // Ctrl-C reaches Node-RED as well, even while we wait for its start.
  if (ending.signal.aborted) return;
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!options["no-build"]) {
    console.log("Building …");
    execFileSync(process.execPath, ["--import", "tsx", join(root, "scripts", "build.ts")], {
      cwd: root,
      stdio: "inherit",
    });
  }
  const emulator = createEmulator({
    port: await nextFreePort(8790),
    limits: "strict",
    control: true,
    pageFolder: join(root, "dist", "emulator-page"),
  });
  await emulator.start();
  try {
    await runBeside(emulator);
  } finally {
    await emulator.stop();
  }
}

async function runBeside(emulator: Emulator): Promise<void> {
  console.log("Starting Node-RED …");
  const { isNew, receivers } = prepareUserDirectory(userDir, emulator.app, emulator.url);
  const secret = randomBytes(16).toString("hex");
  const nodeRed = await startNodeRed({
    userDir,
    port: await nextFreePort(1880),
    settings: demoTourSettings(userDir),
    env: {
      // The flow asks the emulator to go away; no proxy of a company's has it.
      NO_PROXY: [process.env["NO_PROXY"] ?? process.env["no_proxy"], "127.0.0.1"].filter(Boolean).join(","),
      [callbackSecretVariable]: secret,
    },
    onLine: (line) => {
      if (/\[(error|fatal)\]/.test(line)) console.error(line);
    },
  });
  emulator.setCallbacks(demoCallbacks(receivers, nodeRed.url, secret));
  if (!ending.signal.aborted) console.log(welcome(emulator.url, nodeRed.url, isNew));
  const asked = await endOf(nodeRed);
  await nodeRed.stop();
  if (asked) return;
  console.error("Node-RED has ended by itself.");
  process.exitCode = 1;
}

/** @returns whether somebody asked for it, here; `false` where Node-RED ended by itself */
function endOf(nodeRed: NodeRed): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = (): void => resolve(true);
    if (ending.signal.aborted) asked();
    ending.signal.addEventListener("abort", asked, { once: true });
    void nodeRed.ended.then(() => resolve(ending.signal.aborted));
  });
}

function welcome(emulatorUrl: string, editorUrl: string, isNew: boolean): string {
  return `
  Node-RED with the demo flow    ${editorUrl}/
  The chat, as a phone shows it  ${emulatorUrl}/
  A guided tour of two minutes   ${editorUrl}/${demoTourHash}
${isNew ? tour : keptFlow}
  Ctrl-C ends the demo.
`;
}
/** The first port from this one on that nobody listens on. */
async function nextFreePort(port: number): Promise<number> {
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
  return isFree ? port : nextFreePort(port + 1);
}
