import { callbackSecret } from "../../bench/callbacks/load-order";
import type { FlowNode } from "./node-red-process";
import type { Changes } from "./send-flow";

const placed = { z: "tab", x: 200, y: 100 };

/** A tab with these nodes. */
export function receiveTab(...nodes: readonly FlowNode[]): readonly FlowNode[] {
  return [{ id: "tab", type: "tab", label: "Receiving" }, ...nodes];
}

/** A receive node at `/chat`, behind which `heard` counts. */
export function receiveNode(changes: Changes = {}): FlowNode {
  return {
    ...placed,
    id: "receive",
    type: "agora-chat-receive",
    name: "",
    path: "chat",
    events: ["chat"],
    chatTypes: [],
    senders: "",
    ignoreSenders: "admin",
    mode: "notify",
    fallback: "allow",
    decideWithin: 150,
    clockWindow: 5,
    version: 1,
    wires: [["heard"]],
    credentials: { secret: callbackSecret },
    ...changes,
  };
}

/** A respond node that says what the message says, in `allow`, `code` and `body`. */
export function respondNode(): FlowNode {
  return {
    ...placed,
    id: "respond",
    type: "agora-chat-respond",
    name: "",
    allow: "allow",
    allowType: "msg",
    code: "code",
    codeType: "msg",
    body: "body",
    bodyType: "msg",
    version: 1,
    wires: [],
  };
}

/** The test's own node that counts. */
export function heardNode(changes: Changes = {}): FlowNode {
  return { ...placed, id: "heard", type: "heard", wires: [], ...changes };
}

/**
 * A flow that decides: what says `tomato` is refused; the number behind `wait` is how many milliseconds it takes the flow,
 * in a delay node, to say so.
 */
export function decidingFlow(changes: Changes = {}): readonly FlowNode[] {
  return receiveTab(
    receiveNode({ mode: "decide", ...changes }),
    heardNode({ wires: [["judge"]] }),
    { ...placed, id: "judge", type: "function", name: "", func: judge, outputs: 1, wires: [["delay"]] },
    {
      ...placed,
      id: "delay",
      type: "delay",
      name: "",
      pauseType: "delayv",
      timeout: "0",
      timeoutUnits: "milliseconds",
      wires: [["respond"]],
    },
    respondNode(),
  );
}

const judge = `
const { msg: text } = msg.payload.payload.bodies[0];
msg.delay = Number(/wait (\\d+)/.exec(text)?.[1] ?? 0);
msg.allow = !text.includes("tomato");
msg.code = "no tomatoes here";
if (text.includes("shout")) msg.body = text.toUpperCase();
return msg;`;
