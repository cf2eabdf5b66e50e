/** What there is in a help page beside its prose, all in the order in which it stands there. */
export interface HelpParts {
  /** What Node-RED shows it with: `p`, `h3`, `h4`, `ul li`, `ol li`, `dt payload`, `dt *reply*` where optional, `tr of 2`. */
  readonly outline: readonly string[];
  readonly headings: readonly string[];
  readonly codes: readonly string[];
  /** Where links lead. */
  readonly addresses: readonly string[];
}

/** Takes a page in Markdown apart: one of those in `locales/`, a sentence a line. */
export function helpParts(markdown: string): HelpParts {
  const all = (pattern: RegExp): readonly string[] => [...markdown.matchAll(pattern)].map(([, found = ""]) => found);
  return {
    outline: markdown.split(/\n\n+/).flatMap(outlineOfBlock),
    headings: all(/^#+ (.*)$/gm),
    codes: all(/`([^`]*)`/g),
    addresses: all(/\]\(([^)]*)\)/g),
  };
}

/** Lines without a mark go on with what is above them. */
function outlineOfBlock(block: string): readonly string[] {
  const marked = block.split("\n").flatMap(outlineOfLine);
  return marked.length > 0 ? marked : ["p"];
}

function outlineOfLine(line: string): readonly string[] {
  const [, heading, property] = /^(?:(#+) | *: (\S+) \(.+?\) : )/.exec(line) ?? [];
  if (heading !== undefined) return [`h${heading.length}`];
  if (property !== undefined) return [`dt ${property}`];
  if (/^- /.test(line)) return ["ul li"];
  if (/^\d+\. /.test(line)) return ["ol li"];
  return line.startsWith("| ") && !line.includes("---") ? [`tr of ${line.split("|").length - 2}`] : [];
}
