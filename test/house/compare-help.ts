/** The addresses in English pages for which a language has its own. */
export type Exchanged = Readonly<Record<string, string>>;

/**
 * Where a help page differs in more than words from the English one, empty where it does not: its tags, in their order
 * and with their attributes, and its codes and links, whose order follows the language's sentences.
 */
export function compareHelp(english: string, own: string, exchanged: Exchanged = {}): readonly string[] {
  return [
    ...firstDifference(outline(english), outline(own)),
    ...differences("code", codes(english), codes(own)),
    ...differences("link", links(english, exchanged), links(own)),
  ];
}

function firstDifference(expected: readonly string[], found: readonly string[]): readonly string[] {
  const at = expected.findIndex((tag, index) => found[index] !== tag);
  if (at === -1 && found.length === expected.length) return [];
  const place = at === -1 ? expected.length : at;
  const before = expected.slice(Math.max(0, place - 3), place).join("");
  return [`after ${before} comes ${found[place] ?? "nothing"} instead of ${expected[place] ?? "nothing"}`];
}

function differences(kind: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  return [
    ...without(expected, found).map((text) => `the ${kind} ${text} is missing`),
    ...without(found, expected).map((text) => `the ${kind} ${text} is not in the English one`),
  ];
}

/** The first list without the second, each entry taken away once. */
function without(list: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return list.filter((entry) => {
    const at = left.indexOf(entry);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function outline(html: string): readonly string[] {
  return tags(html).filter((tag) => !/^<\/?(?:a|code)\b/.test(tag));
}

/** Without what somebody says in an example: that is worded in each language. */
function codes(html: string): readonly string[] {
  return [...html.matchAll(/<code\s*>([^]*?)<\/code\s*>/g)].map(([, code = ""]) =>
    code.replace(/\s+/g, " ").replace(/("msg": )"[^"]*"/, '$1"…"'),
  );
}

function links(html: string, exchanged: Exchanged = {}): readonly string[] {
  return tags(html)
    .filter((tag) => /^<a\b/.test(tag))
    .map((tag) => tag.replace(/(?<=href=")[^"]*/, (address) => exchanged[address] ?? address));
}

function tags(html: string): readonly string[] {
  return [...html.matchAll(/<\/?\w[^>]*>/g)].map(([tag]) => tag.replace(/\s+/g, " ").replace(/ >$/, ">"));
}
