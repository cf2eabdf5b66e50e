import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The dialog of a node as HTML, from its `dialog.ts`.
 *
 * @param set the node's folder
 * @throws Error where that file exports none
 */
export async function readDialog(set: string): Promise<string> {
  const file = join(__dirname, "..", "nodes", set, "dialog.ts");
  const exported = (await import(pathToFileURL(file).href)) as { readonly dialog?: unknown };
  if (typeof exported.dialog !== "string") throw new Error(`${file} exports no dialog`);
  return exported.dialog;
}
