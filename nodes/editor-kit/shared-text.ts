/**
 * A text that every dialog of the palette uses. Such texts are in the config node's catalogue, so the key carries its
 * namespace.
 */
export function sharedText(key: string, params?: Readonly<Record<string, string | number>>): string {
  return RED._(`@chat-flows/node-red-agora-chat/config:${key}`, params);
}
