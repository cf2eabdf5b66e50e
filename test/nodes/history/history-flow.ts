/** A flow around a history node, and records for it to read. */
import splitAndJoin from "@node-red/nodes/core/sequence/17-split.js";
import type { Emulator } from "../../../src/emulator/emulator";
import registerConfig from "../../../nodes/config/config";
import registerHistory from "../../../nodes/history/history";
import { appNode, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Message, NodeFlow, Outcome, Properties } from "../../support/node-flow";

/** The hour that the emulator's clock, standing at 2025-10-09T08:53:20Z, has just left behind. */
export const hour = "2025100907";

/** What became of one message, the summary behind the second output. */
export interface HistoryOutcome extends Outcome {
  readonly summaries: readonly Message[];
}

/** The runtime of one file's tests. */
export interface HistoryFlow extends Omit<NodeFlow, "load"> {
  /** Loads a flow with a history node that has these properties. */
  readonly load: (node?: Properties, app?: Properties) => Promise<void>;
  /** Loads it, gives it this message and waits for what becomes of it. */
  readonly read: (node?: Properties, msg?: Properties, app?: Properties) => Promise<HistoryOutcome>;
  /** Gives a message to the flow that is loaded. */
  readonly ask: (msg?: Properties) => Promise<HistoryOutcome>;
}

/** Prepares Node-RED before the tests of the enclosing `describe`. */
export function useHistoryFlow(emulator: Emulator): HistoryFlow {
  const flow = useNodeFlow();

  async function load(node: Properties = {}, app: Properties = {}): Promise<void> {
    await flow.load(historyFlow(emulator, node, app), [splitAndJoin, registerConfig, registerHistory]);
  }

  async function ask(msg: Properties = {}): Promise<HistoryOutcome> {
    const summaries: Message[] = [];
    const given = { payload: hour, _msgid: String(Math.random()), ...msg };
    flow.node("summary").on("input", (arrived) => {
      if (arrived._msgid === given._msgid) summaries.push(arrived);
    });
    return { ...(await flow.send(given, "history")), summaries };
  }

  return {
    ...flow,
    load,
    ask,
    async read(node, msg, app) {
      await load(node, app);
      return ask(msg);
    },
  };
}

const placed = { z: "tab", x: 200, y: 100 };

function historyFlow(emulator: Emulator, node: Properties, app: Properties): readonly FlowNode[] {
  return [
    { id: "tab", type: "tab", label: "Reading" },
    appNode(emulator, app),
    historyNode(node),
    { ...placed, id: "join", type: "join", mode: "auto", wires: [["joined"]] },
    { ...placed, id: "joined", type: "helper" },
    { ...placed, id: "out", type: "helper" },
    { ...placed, id: "summary", type: "helper" },
    { ...placed, id: "catch", type: "catch", scope: null, uncaught: false, wires: [["caught"]] },
    { ...placed, id: "caught", type: "helper" },
    { ...placed, id: "complete", type: "complete", scope: ["history"], wires: [["completed"]] },
    { ...placed, id: "completed", type: "helper" },
  ];
}

function historyNode(changes: Properties): FlowNode {
  return {
    ...placed,
    id: "history",
    type: "agora-chat-history",
    name: "",
    app: "app",
    start: "payload",
    startType: "msg",
    end: "",
    endType: "str",
    output: "message",
    batchSize: 500,
    path: "",
    pathType: "str",
    chatTypes: [],
    messageTypes: [],
    sender: "",
    senderType: "str",
    receiver: "",
    receiverType: "str",
    version: 1,
    wires: [["out"], ["summary"]],
    ...changes,
  };
}
