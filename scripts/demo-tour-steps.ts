/** The guided tour through the demo's flow, as Node-RED's editor imports it. */
import conversation from "./demo-conversation.json";
import files from "./demo-files-and-history.json";
import storm from "./demo-storm-and-outage.json";
import greenhouse from "../examples/Sending/Send messages.json";
import texts from "./demo-tour-texts.json";

declare const RED: {
  readonly nodes: { node(id: string): unknown };
  readonly view: { reveal(id: string): void };
  readonly sidebar: { show(id: string): void };
};

/** The part of Node-RED's tours that this one has; `prepare` is waited for where it takes `done`. */
interface TourStep {
  readonly title: Readonly<Record<string, string>>;
  readonly description: Readonly<Record<string, string>>;
  /** What it points at; absent: it stands in the middle of the editor. */
  readonly element?: string;
  readonly direction?: "top" | "bottom" | "left" | "right";
  readonly prepare?: (done: () => void) => void;
  /** The node that it is about. */
  readonly node?: string;
}

declare const document: {
  querySelector(selector: string): { scrollIntoView(options: { readonly block: "nearest" }): void } | null;
};

const paletteNode = (set: string): string => `.red-ui-palette-node[data-palette-type="agora-chat-${set}"]`;

/** Another flow is drawn, and scrolled to, within this time. */
const drawnMs = 600;

const flow = [...greenhouse, ...conversation, ...files, ...storm] as readonly {
  readonly id: string;
  readonly name?: string;
}[];

const steps: readonly TourStep[] = [
  texts.welcome,
  {
    ...texts.palette,
    element: paletteNode("send-message"),
    direction: "right",
    prepare(done) {
      // The last of them, so that all are to be seen.
      document.querySelector(paletteNode("respond"))?.scrollIntoView({ block: "nearest" });
      setTimeout(done, drawnMs);
    },
  },
  node("soil too dry", texts.press),
  {
    ...texts.receipts,
    element: "#red-ui-sidebar-debug-filter",
    direction: "left",
    prepare(done) {
      RED.sidebar.show("debug");
      setTimeout(done, drawnMs);
    },
  },
  node("Tell Ann and Ben", texts.dialog),
  node("when sending fails", texts.errors),
  node("Hear what is said", texts.conversation),
  node("1. drop in a picture", texts.files),
  node("1. 500 alarms at once", texts.storm),
  texts.end,
];

export default { steps: steps.filter(isThere).map((step) => ({ width: 360, ...step })) };

/** A step at a node, which comes into view. */
function node(name: string, text: Pick<TourStep, "title" | "description">): TourStep {
  const id = flow.find((each) => each.name === name)?.id ?? "";
  return {
    ...text,
    node: id,
    element: `[id="${id}"]`,
    direction: "bottom",
    prepare(done) {
      RED.view.reveal(id);
      setTimeout(done, drawnMs);
    },
  };
}

/** Somebody who plays with the flow may have removed the node, and a step without its element would end the tour. */
function isThere(step: TourStep): boolean {
  return step.node === undefined || Boolean(RED.nodes.node(step.node));
}
