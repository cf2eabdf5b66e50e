import { existsSync, readFileSync, writeFileSync } from "node:fs";

const preface = `# Results

The last run of each benchmark, written by \`npm run bench\`. What is measured, and how, stands in [README.md](README.md). Only what
was measured side by side in one run says anything: the lines below each table are ratios or bounds, the middle of the rounds,
and in brackets what was to be reached and what the single rounds found.
`;

/**
 * Keeps what one benchmark found in a file, in place of what it found before. Other benchmarks' results stay.
 *
 * @param names of all benchmarks, in the order in which they stand in the file
 */
export function keepResult(file: string, names: readonly string[], name: string, text: string): void {
  const kept = existsSync(file) ? sections(readFileSync(file, "utf8")) : new Map<string, string>();
  kept.set(name, text.trim());
  const parts = names.flatMap((each) => {
    const section = kept.get(each);
    return section === undefined ? [] : [`${mark(each)}\n\n${section}\n`];
  });
  writeFileSync(file, [preface, ...parts].join("\n"));
}

function mark(name: string): string {
  return `<!-- ${name} -->`;
}

function sections(text: string): Map<string, string> {
  const [, ...pieces] = text.split(/^<!-- (\w+) -->$/m);
  const found = new Map<string, string>();
  for (let place = 0; place + 1 < pieces.length; place += 2) {
    found.set(pieces[place] as string, (pieces[place + 1] as string).trim());
  }
  return found;
}
