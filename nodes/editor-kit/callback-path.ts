/**
 * The path of a receive node as the server hears it: with one slash before it and none behind, whatever was typed.
 *
 * @returns `""` where there is none
 */
export function callbackPath(typed: string): string {
  const inner = typed.trim().replace(/^\/+|\/+$/g, "");
  return inner === "" ? "" : `/${inner}`;
}
