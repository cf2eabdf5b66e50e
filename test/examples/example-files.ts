import { basename, dirname } from "node:path";
import { filesBelow, jsonOf } from "../house/checkout";

/** A node as a flow file has it. */
export type ExampleNode = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly type: string;
  /** Names of environment variables, as the import menu brings them in; nobody's own. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Absent of nodes that lie on no canvas. */
  readonly wires?: readonly (readonly string[])[];
};

/** A flow that the package or the demo brings along. */
export interface Example {
  /** As Node-RED's import menu has it. */
  readonly title: string;
  /** The folder in which the import menu has it. */
  readonly folder: string;
  readonly nodes: readonly ExampleNode[];
}

/** The flows that the demo shows besides an example; they have the example's app. */
export const demoFlows = [
  "scripts/demo-conversation.json",
  "scripts/demo-files-and-history.json",
  "scripts/demo-storm-and-outage.json",
].map(exampleIn);

/** What Node-RED's import menu offers. */
export const examples: readonly Example[] = filesBelow("examples").map(exampleIn);

/** An example by its title. @throws Error where there is none */
export function exampleOf(title: string): Example {
  const found = examples.find((example) => example.title === title);
  if (found === undefined) throw new Error(`there is no example "${title}"`);
  return found;
}

function exampleIn(path: string): Example {
  return {
    title: basename(path, ".json"),
    folder: basename(dirname(path)),
    nodes: jsonOf(path) as readonly ExampleNode[],
  };
}
