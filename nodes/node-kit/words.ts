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

/** What a dialog calls the field at a path such as `to[1]`, in the server's language; `undefined` where it has none. */
export type FieldLabel = (path: string) => string | undefined;

/** Creates the reader of the labels of a set's own dialog and, after them, of the chat app's. */
export function fieldLabels(RED: NodeAPI, type: string): FieldLabel {
  const own = sharedNamespace.replace(/[^/]+$/, type.replace(/^agora-chat-/, ""));
  return (path) => {
    const key = `label.${/^\w*/.exec(path)?.[0] ?? ""}`;
    const labels = [own, sharedNamespace].map((namespace) => RED._(`${namespace}:${key}`));
    // A key that is not in the catalogue comes back as it is.
    return labels.find((label) => label !== "" && !label.endsWith(key));
  };
}
