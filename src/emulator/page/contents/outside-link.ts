import { element } from "../element";

/** A link to somewhere outside the emulator, in a tab of its own. */
export function outsideLink(
  className: string,
  url: string,
  ...children: readonly (Node | string)[]
): HTMLAnchorElement {
  const link = element("a", className, ...children);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}
