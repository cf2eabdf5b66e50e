import type { NodeAPI } from "node-red";

/** Shared words live in the config node's catalogue; its namespace is the package and the set. */
export const sharedNamespace = "@chat-flows/node-red-agora-chat/config";

/** What a text mentions, by name. */
export type WordParams = Readonly<Record<string, string | number>>;

/** A text of the shared catalogue, in the server's language. */
export type Words = (key: string, params?: WordParams) => string;

/** Creates the reader of the shared catalogue. */
export function sharedWords(RED: NodeAPI): Words {
  return (key, params) => RED._(`${sharedNamespace}:${key}`, params);
}
