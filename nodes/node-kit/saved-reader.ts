import type { Node, NodeAPI } from "node-red";
import { currentVersion, migrateNode, versionOf } from "../saved/migrate-node";
import { migrations } from "../saved/migrations";
import { kindOfThrown } from "./as-chat-error";
import type { SavedProperties } from "./saved-properties";
import { sharedWords } from "./words";

/** A node's saved properties as this version of the palette has them. */
export type ReadSaved = (node: Node, saved: SavedProperties) => SavedProperties;

/**
 * Creates the reader for the nodes of a type. What it cannot bring up to date, or what a newer palette saved, is taken as it
 * is and works as far as it does: the log says so, once for each type.
 */
export function savedReader(RED: NodeAPI, type: string): ReadSaved {
  const words = sharedWords(RED);
  const steps = migrations[type] ?? [];
  const known = currentVersion(steps);
  const said = new Set<string>();

  function warnOnce(node: Node, word: string, params: Readonly<Record<string, string | number>>): void {
    if (said.has(word)) return;
    said.add(word);
    node.warn(words(`warning.${word}`, params));
  }

  return (node, saved) => {
    const found = versionOf(saved);
    if (found > known) warnOnce(node, "saved-newer", { found, known });
    try {
      return migrateNode(saved, steps);
    } catch (error) {
      warnOnce(node, "saved-outdated", { found, known, reason: kindOfThrown(error) });
      return saved;
    }
  };
}
