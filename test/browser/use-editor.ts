import type { Browser } from "playwright-core";
import { createEmulator } from "../../src/emulator/emulator";
import type { Emulator } from "../../src/emulator/emulator";
import { startNodeRedProcess } from "../real/node-red-process";
import type { FlowNode, NodeRedProcess, NodeRedProcessOptions } from "../real/node-red-process";
import { launchBrowser } from "./browser";
import { openEditor } from "./editor";
import type { Editor } from "./editor";

/** The editor of a real Node-RED in a browser, for the tests of one file. */
export interface UsedEditor {
  /** What its apps speak to; reset before each test. */
  readonly emulator: Emulator;
  readonly nodeRed: () => NodeRedProcess;
  /** Deploys a flow and opens the editor; it is closed after the test. Default language: `en-US`. */
  readonly open: (flow: readonly FlowNode[], language?: string) => Promise<Editor>;
  /** A node as it was deployed last. */
  readonly savedNode: (id: string) => Promise<FlowNode>;
}

/** Call it in a `describe`: its hooks start and stop everything. */
export function useEditor(options: NodeRedProcessOptions = {}): UsedEditor {
  const emulator = createEmulator();
  let browser: Browser | undefined;
  let nodeRed: NodeRedProcess | undefined;
  let editor: Editor | undefined;

  before(async function () {
    browser = await launchBrowser(this);
    this.timeout(240_000);
    await emulator.start();
    nodeRed = await startNodeRedProcess(options);
  });

  beforeEach(() => emulator.reset());

  afterEach(async () => {
    await editor?.end();
    editor = undefined;
  });

  after(async () => {
    await browser?.close();
    await nodeRed?.stop();
    await emulator.stop();
  });

  function started<T>(found: T | undefined): T {
    if (found === undefined) throw new Error("not started");
    return found;
  }

  return {
    emulator,
    nodeRed: () => started(nodeRed),
    async open(flow, language = "en-US") {
      await started(nodeRed).deploy(flow);
      editor = await openEditor(started(browser), started(nodeRed).url(), language);
      return editor;
    },
    async savedNode(id) {
      const { body } = await started(nodeRed).request("/flows");
      const found = (body as readonly FlowNode[]).find((node) => node.id === id);
      if (found === undefined) throw new Error(`${id} is not deployed`);
      return found;
    },
  };
}
