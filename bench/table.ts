import { median } from "./median";

/** What we want to reach, and what was found. */
export interface Target {
  readonly text: string;
  /** What each round found, of which the middle counts; or the one thing that was found. */
  readonly found: number | readonly number[];
  /** Default: `×`, a ratio. */
  readonly unit?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What one benchmark found, and whether that is enough. */
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
        `- ${verdict(target)}: ${target.text} ${middle(target).toFixed(2)} ${unitOf(target)} (${bound(target)}${spread(target)})`,
    ),
    "",
  ].join("\n");
}

function verdict(target: Target): string {
  const { atLeast = -Infinity, atMost = Infinity } = target;
  return middle(target) >= atLeast && middle(target) <= atMost ? "pass" : "short";
}

function middle({ found }: Target): number {
  return typeof found === "number" ? found : median(found);
}

/** What the single rounds found, from the least to the most. */
function spread({ found }: Target): string {
  if (typeof found === "number" || found.length < 2) return "";
  return `; ${Math.min(...found).toFixed(2)} to ${Math.max(...found).toFixed(2)} in ${found.length} rounds`;
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
