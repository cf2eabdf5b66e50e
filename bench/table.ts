/** What we want to reach, and what was found. */
export interface Target {
  readonly text: string;
  readonly found: number;
  /** Default: `×`, a ratio. */
  readonly unit?: string;
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
    ...targets.map(
      (target) =>
        `- ${verdict(target)}: ${target.text} ${target.found.toFixed(2)} ${unitOf(target)} (${bound(target)})`,
    ),
    "",
  ].join("\n");
}

function verdict({ found, atLeast = -Infinity, atMost = Infinity }: Target): string {
  return found >= atLeast && found <= atMost ? "pass" : "short";
}

function unitOf({ unit = "×" }: Target): string {
  return unit;
}

function bound(target: Target): string {
  const { atLeast, atMost } = target;
  const unit = unitOf(target);
  return [
    atLeast === undefined ? "" : `at least ${atLeast} ${unit}`,
    atMost === undefined ? "" : `at most ${atMost} ${unit}`,
  ]
    .filter((text) => text !== "")
    .join(", ");
}
