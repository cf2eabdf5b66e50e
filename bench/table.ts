/** A ratio that we want to reach, and what was found. */
export interface Target {
  readonly text: string;
  readonly found: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What one benchmark found. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly targets: readonly Target[];
}

/** Writes a table as Markdown, each target with `pass` or `short`. */
export function markdown({ title, head, rows, targets }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    "",
    ...targets.map((target) => `- ${verdict(target)}: ${target.text} ${target.found.toFixed(2)} × (${bound(target)})`),
    "",
  ].join("\n");
}

function verdict({ found, atLeast = -Infinity, atMost = Infinity }: Target): string {
  return found >= atLeast && found <= atMost ? "pass" : "short";
}

function bound({ atLeast, atMost }: Target): string {
  return [atLeast === undefined ? "" : `at least ${atLeast} ×`, atMost === undefined ? "" : `at most ${atMost} ×`]
    .filter((text) => text !== "")
    .join(", ");
}
