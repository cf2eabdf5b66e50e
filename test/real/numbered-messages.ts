import type { Emulator } from "../../src/emulator/emulator";
import type { FlowNode, NodeRedProcess } from "./node-red-process";
import type { Changes } from "./send-flow";

/** To whom a message with this number goes. */
export type Addressing = (number: number) => readonly string[];

/** How many messages are sent, and how fast. */
export interface Series {
  /** The number that the first says; the others count on. */
  readonly from: number;
  readonly count: number;
  /** How many at a time; default: all. */
  readonly atOnce?: number;
  /** How long after each time, milliseconds. */
  readonly everyMs?: number;
  /** Default: {@link toSeven}. */
  readonly addressing?: Addressing;
}

/** What the flow made of one message. */
export interface NumberedEnding {
  readonly number: number;
  /** Whether it came out after its node, or its process, had ended. */
  readonly recovered: boolean;
  /** Of a message that was sent. */
  readonly receipts?: readonly { readonly to: string; readonly messageId: string }[];
  /** What the Catch node got. */
  readonly error?: {
    readonly code: string;
    readonly outcome: string;
    /** In words. */
    readonly message: string;
    readonly issues?: readonly { readonly path: string; readonly problem: string }[];
    readonly uncertain?: readonly string[];
    readonly unsent?: readonly string[];
  };
}

/** What a process has printed of its messages. */
export interface Printed {
  /** The number of the last that the send node was given; 0: none. */
  readonly lastGiven: number;
  /** Oldest first. */
  readonly endings: readonly NumberedEnding[];
}

const mark = "[numbered] ";

/** To one of seven users by turns, and each tenth to a second. */
export const toSeven: Addressing = (number) =>
  number % 10 === 0 ? [`user-${number % 7}`, `user-${(number + 3) % 7}`] : [`user-${number % 7}`];

/** To one of so many users by turns. */
export function toMany(users: number): Addressing {
  return (number) => [`user-${number % users}`];
}

/**
 * Nodes of the test's own: one that sends numbered messages when it is asked to, and one that prints what comes in. What
 * is printed has left the process when the next line of code runs, so that a kill -9 takes nothing of it.
 */
export const numberedNodes = {
  "numbered-messages": `module.exports = (RED) => {
    const print = (value) => console.log(${JSON.stringify(mark)} + JSON.stringify(value));
    RED.nodes.registerType("numbered-source", function (saved) {
      RED.nodes.createNode(this, saved);
      let timer;
      this.begin = ({ messages, atOnce, everyMs }) => {
        const turn = () => {
          const next = messages.splice(0, atOnce);
          print({ given: next.at(-1).number });
          for (const message of next) this.send(message);
          if (messages.length > 0) timer = setTimeout(turn, everyMs);
        };
        turn();
      };
      this.on("close", () => clearTimeout(timer));
    });
    RED.nodes.registerType("numbered-printer", function (saved) {
      RED.nodes.createNode(this, saved);
      this.on("input", ({ number, recovered = false, payload, error, chatError }, _send, done) => {
        const ending = error === undefined ? { receipts: payload } : { error: { ...chatError, message: error.message } };
        print({ number, recovered, ...ending });
        done();
      });
    });
    RED.httpAdmin.post("/numbered/:id", (request, response) => {
      RED.nodes.getNode(request.params.id).begin(request.body);
      response.json({});
    });
  };`,
};

/** A flow that sends numbered messages and prints what became of each. */
export function numberedFlow(app: FlowNode, changes: Changes = {}): readonly FlowNode[] {
  const nodes = [
    { id: "source", type: "numbered-source", wires: [["send"]] },
    {
      ...{ id: "send", type: "agora-chat-send-message", app: app.id, version: 1 },
      ...{ chatType: "users", chatTypeType: "pick", to: "to", toType: "msg" },
      ...{ messageType: "txt", text: "text", textType: "msg" },
      ...changes,
      wires: [["printer"]],
    },
    { id: "failed", type: "catch", scope: ["send"], uncaught: false, wires: [["printer"]] },
    { id: "printer", type: "numbered-printer", wires: [] },
  ];
  return [
    { id: "tab", type: "tab", label: "Numbers" },
    app,
    ...nodes.map((node, index) => ({ ...node, z: "tab", x: 200, y: 40 + index * 40 })),
  ];
}

/** Begins to send. */
export async function sendNumbers(nodeRed: NodeRedProcess, series: Series): Promise<void> {
  const { from, count, atOnce = count, everyMs = 0, addressing = toSeven } = series;
  const messages = Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return { number, to: addressing(number), text: String(number) };
  });
  const { status } = await nodeRed.request("/numbered/source", { messages, atOnce, everyMs });
  if (status !== 200) throw new Error(`the source answered ${status}`);
}

/** Reads what was printed. */
export function readPrinted(lines: readonly string[]): Printed {
  let lastGiven = 0;
  const endings: NumberedEnding[] = [];
  for (const line of lines) {
    if (!line.startsWith(mark)) continue;
    const value = JSON.parse(line.slice(mark.length)) as NumberedEnding | { readonly given: number };
    if ("given" in value) lastGiven = Math.max(lastGiven, value.given);
    else endings.push(value);
  }
  return { lastGiven, endings };
}

/** The numbers that the service was sent, with the recipient of each, in the order in which it accepted them. */
export function arrivals(emulator: Emulator): readonly { readonly number: number; readonly to: string }[] {
  return emulator.messages().map(({ to, body }) => ({ number: Number(body["msg"]), to }));
}
