import { createEmulator } from "../../src/emulator/emulator";
import type { Emulator } from "../../src/emulator/emulator";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess, NodeRedProcessOptions } from "./node-red-process";

/** A real Node-RED for the tests of one file, and the service that its apps speak to. */
export interface UsedNodeRed {
  /** Reset before each test. */
  readonly emulator: Emulator;
  readonly nodeRed: () => NodeRedProcess;
}

/** Call it in a `describe`: its hooks start and stop both. */
export function useNodeRed(options: NodeRedProcessOptions = {}): UsedNodeRed {
  const emulator = createEmulator();
  let nodeRed: NodeRedProcess | undefined;

  before(async function () {
    this.timeout(240_000);
    await emulator.start();
    nodeRed = await startNodeRedProcess(options);
  });

  beforeEach(() => emulator.reset());

  after(async () => {
    await nodeRed?.stop();
    await emulator.stop();
  });

  return {
    emulator,
    nodeRed() {
      if (nodeRed === undefined) throw new Error("not started");
      return nodeRed;
    },
  };
}
