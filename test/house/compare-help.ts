import { helpParts } from "./help-parts";

/** The addresses in English pages for which a language has its own. */
export type Exchanged = Readonly<Record<string, string>>;

/**
 * Where a help page differs in more than words from the English one, empty where it does not: its parts and the properties
 * it describes, in their order, and its codes and links, whose order follows the language's sentences.
 */
export function compareHelp(english: string, own: string, exchanged: Exchanged = {}): readonly string[] {
  const [expected, found] = [helpParts(english), helpParts(own)];
  const addresses = expected.addresses.map((address) => exchanged[address] ?? address);
  return [
    ...firstDifference(expected.outline, found.outline),
    ...differences("code", expected.codes.map(withoutSpeech), found.codes.map(withoutSpeech)),
    ...differences("link", addresses, found.addresses),
  ];
}

function firstDifference(expected: readonly string[], found: readonly string[]): readonly string[] {
  const at = expected.findIndex((part, index) => found[index] !== part);
  if (at === -1 && found.length === expected.length) return [];
  const place = at === -1 ? expected.length : at;
  const before = expected.slice(Math.max(0, place - 3), place).join(", ");
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

/** Without what somebody says in an example: that is worded in each language. */
function withoutSpeech(code: string): string {
  return code.replace(/("msg": )"[^"]*"/, '$1"…"');
}
