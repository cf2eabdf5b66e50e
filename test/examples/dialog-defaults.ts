import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";
import packageJson from "../../package.json";
import { root } from "../house/checkout";

/** The properties that each of our types saves, as its dialog's code says them: the value of a new node, by name. */
export function dialogDefaults(): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  return new Map(Object.keys(packageJson["node-red"].nodes).flatMap(registrations));
}

/** Runs the code of a dialog as far as it runs while the editor loads: it registers its type, and asks at most to hear of changes and clicks, and for its style, which is there. */
function registrations(set: string): [string, Readonly<Record<string, unknown>>][] {
  const entry = join(root, "nodes", set, "editor.ts");
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, format: "iife", write: false });
  const found: [string, Readonly<Record<string, unknown>>][] = [];
  const registerType = (type: string, { defaults }: { defaults: Record<string, { value: unknown }> }): void => {
    found.push([type, Object.fromEntries(Object.entries(defaults).map(([name, { value }]) => [name, value]))]);
  };
  const events = { on: () => undefined };
  const document = { addEventListener: () => undefined, getElementById: () => ({}) };
  for (const { text } of outputFiles) runInNewContext(text, { RED: { nodes: { registerType }, events }, document });
  return found;
}
