import type { Page } from "playwright-core";
import type { DialogScene } from "./dialog-scenes";

/** A node as it stands in a flow file. */
export type SceneNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** What a node fresh from the palette saves, by the node's folder. */
export type Defaults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const completeApp = { appId: "0".repeat(32), appCertificate: "f".repeat(32) };

/** Asks the editor what new nodes of these folders would save. */
export async function readDefaults(page: Page, sets: readonly string[]): Promise<Defaults> {
  const read = sets.map(async (set) => {
    const properties = await page.evaluate(
      `Object.entries(RED.nodes.getType("agora-chat-${set}").defaults).map(([name, { value }]) => [name, value])`,
    );
    return [set, Object.fromEntries(properties as [string, unknown][])] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** The scenes' nodes as a flow, with one chat app that is complete. The node of a scene has the scene's name as its id. */
export function dialogFlow(scenes: readonly DialogScene[], defaults: Defaults): readonly SceneNode[] {
  const app = node({ name: "app", set: "config", saved: { name: "greenhouse" }, credentials: completeApp }, defaults);
  const placed = scenes
    .filter(({ fresh }) => !fresh)
    .map((scene, index) => {
      if (scene.set === "config") return node(scene, defaults);
      return { ...node(scene, defaults), z: "tab", x: 160 + (index % 4) * 260, y: 60 + index * 20, wires: [] };
    });
  return [{ id: "tab", type: "tab", label: "Dialogs" }, app, ...placed];
}

function node({ name, set, saved, credentials }: DialogScene, defaults: Defaults): SceneNode {
  const usual = set === "config" ? { host: "a61.chat.agora.io", appKey: "41117440#383391" } : { app: "app" };
  const own = { ...defaults[set], ...(set === "receive" || set === "respond" ? {} : usual), ...saved };
  return { ...own, id: name, type: `agora-chat-${set}`, credentials: credentials ?? {} };
}
