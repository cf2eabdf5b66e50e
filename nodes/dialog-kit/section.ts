import { block, element } from "./element";
import type { Row } from "./row";

/**
 * Rows that are folded away until somebody opens them (`nodes/editor-kit/fold-sections.ts`): what most people leave as it
 * is.
 *
 * @param name its title is the catalogue's `section.<name>`
 */
export function section(name: string, rows: readonly Row[]): Row {
  return (prefix) =>
    block(
      "details",
      { class: "agora-chat-section", "data-agora-chat-section": name },
      element("summary", {}, element("span", { "data-i18n": `section.${name}` })),
      ...rows.map((row) => row(prefix)),
    );
}
