import type { Node, NodeAPI } from "node-red";

/**
 * The value of an environment variable for a node: a deployed node sees its flow's variables, too; one that is still being
 * filled in (`null`) only those of the process.
 *
 * @returns `undefined` where it is not set or empty
 */
export function environmentValue(RED: NodeAPI, name: string, deployed: Node | null): string | undefined {
  const value: unknown =
    deployed === null ? process.env[name] : RED.util.evaluateNodeProperty(name, "env", deployed, {});
  return typeof value === "string" && value !== "" ? value : undefined;
}
